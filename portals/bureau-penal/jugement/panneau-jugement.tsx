import { Alerte, Chargement, dateEtHeure, Echec } from '@ppn/kit';
import type { Position } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { lectureRedaction } from '../decision/brouillon.ts';
import { FormulaireDecision } from '../decision/formulaire-decision.tsx';
import type { ProprietesDecision } from '../decision/panneau-decision.tsx';
import { memoire } from '../donnees.ts';
import { useSession } from '../session.ts';
import { AttendSaCosignature } from '../signature/attend-sa-cosignature.tsx';
import { nomComplet } from '../vocabulaire.ts';
import { type JugementVu, lectureJugements } from './donnees.ts';
import { JugementRendu } from './jugement-rendu.tsx';
import { actesDuSiege, estDuSiege, type TypeDuSiege } from './types.ts';

type Proprietes = ProprietesDecision & { readonly lire: (position: Position) => void };
type AFaire = { readonly type: TypeDuSiege; readonly personne?: string };

const DEJA_SIGNE: ReadonlySet<string> = new Set(['signature-recue', 'a-cosigner']);

/** Volet « Jugement » : les jugements rendus et leurs recours, et ce qui s'ecrit ensuite. */
export const PanneauJugement = (proprietes: Proprietes) => {
  const { dossier, lire } = proprietes;
  const jugements = useQuery(lectureJugements(dossier.idj));
  const [acteId, setActeId] = useState<string>();
  const [erreur, setErreur] = useState<string>();
  const { agent } = useSession();
  const enCours = dossier.enCours.filter(({ type }) => estDuSiege(type));
  const miens = enCours.filter(({ redacteur }) => redacteur === `${agent.prenom} ${agent.nom}`);
  const commencer = async ({ type, personne }: AFaire): Promise<void> => {
    const existant = miens.find((acte) => acte.type === type && !DEJA_SIGNE.has(acte.etat));
    if (existant !== undefined && personne === undefined) return setActeId(existant.acteId);
    const reponse = await client.appeler('POST /api/dossiers/:idj/actes', {
      idj: dossier.idj,
      corps: { type, ...(personne === undefined ? {} : { personne }) },
    });
    setErreur(reponse.ok ? undefined : reponse.refus.detail);
    if (!reponse.ok) return;
    setActeId(reponse.valeur.acteId);
    void memoire.invalidateQueries({ queryKey: ['dossier', dossier.idj] });
  };
  const ouvert = miens.find((acte) => acte.acteId === acteId);
  const fini = acteId !== undefined && dossier.pieces.some(({ id }) => id === acteId);
  if (acteId !== undefined && !fini && (ouvert === undefined || !DEJA_SIGNE.has(ouvert.etat)))
    return <Brouillon key={acteId} {...proprietes} acteId={acteId} surAutre={() => setActeId(undefined)} />;
  if (jugements.isPending) return <Chargement libelle="Lecture des jugements" />;
  return (
    <div className="panneau-corps pile">
      {jugements.isError ? (
        <Echec probleme={problemeDe(jugements.error)} reessayer={() => void jugements.refetch()} />
      ) : null}
      {enCours
        .filter(({ etat }) => etat === 'a-cosigner')
        .map((acte) => (
          <AttendSaCosignature key={acte.acteId} idj={dossier.idj} acte={acte} />
        ))}
      {(jugements.data?.jugements ?? []).map((jugement) => (
        <JugementRendu key={jugement.acteId} jugement={jugement} lire={lire} />
      ))}
      {jugements.data?.jugements.length === 0 ? <AudienceFixee {...proprietes} /> : null}
      {erreur === undefined ? null : (
        <Alerte ton="danger" vive>
          <p>{erreur}</p>
        </Alerte>
      )}
      <ARediger
        {...proprietes}
        jugements={jugements.data?.jugements ?? []}
        commences={new Set(miens.filter(({ etat }) => !DEJA_SIGNE.has(etat)).map(({ type }) => type))}
        surChoix={(aFaire) => void commencer(aFaire)}
      />
    </div>
  );
};

const AudienceFixee = ({ dossier }: Proprietes) => (
  <section className="pile-serree" aria-labelledby="titre-audience-fixee">
    <h2 id="titre-audience-fixee">Audience</h2>
    {dossier.decisions.flatMap(({ acteId, audiences = [] }) =>
      audiences.map(({ a, salle, mode, prevenus }) => (
        <p key={acteId + mode}>
          {dateEtHeure(a)}
          {salle === '' ? '' : `, ${salle}`} ·{' '}
          {dossier.personnes
            .filter(({ id }) => prevenus.includes(id))
            .map(nomComplet)
            .join(', ')}
        </p>
      )),
    )}
    <p className="petit discret">Aucun jugement n’est encore rendu dans ce dossier.</p>
  </section>
);

type ProprietesARediger = Proprietes & {
  readonly jugements: readonly JugementVu[];
  readonly commences: ReadonlySet<string>;
  readonly surChoix: (aFaire: AFaire) => void;
};

const ARediger = ({ dossier, jugements, commences, surChoix }: ProprietesARediger) => {
  const { agent } = useSession();
  if (!dossier.peut.includes('juger')) return null;
  const condamnes = (jugements.at(-1)?.personnes ?? []).filter(({ condamnee }) => condamnee);
  const offerts = actesDuSiege.filter(
    ({ qualites, suppose }) =>
      qualites.some((qualite) => qualite === agent.qualite) &&
      (suppose === 'audience' || (suppose === 'jugement' ? jugements.length > 0 : condamnes.length > 0)),
  );
  return (
    <section className="pile-serree" aria-labelledby="titre-a-rediger">
      <h2 id="titre-a-rediger">Rédiger</h2>
      {offerts.flatMap(({ type, titre, texte, article, suppose }) =>
        (suppose === 'condamne' && condamnes.length > 1 ? condamnes : [undefined]).map((condamne) => (
          <button
            key={type + (condamne?.personne ?? '')}
            type="button"
            className="choix-decision"
            onClick={() =>
              surChoix(condamne === undefined ? { type } : { type, personne: condamne.personne })
            }
          >
            <span className="hors-ecran">Rédiger :</span>
            <span className="pile-serree">
              <strong>
                {titre}
                {condamne === undefined ? '' : `, ${condamne.nom}`}
                {commences.has(type) ? ' (brouillon commencé)' : ''}
              </strong>
              <span className="petit">{texte}</span>
              <span className="petit discret">Articles : {article}</span>
            </span>
          </button>
        )),
      )}
    </section>
  );
};

const Brouillon = ({
  acteId,
  ...suite
}: ProprietesDecision & { readonly acteId: string; readonly surAutre: () => void }) => {
  const redaction = useQuery(lectureRedaction(suite.dossier.idj, acteId));
  if (redaction.isPending) return <Chargement libelle="Ouverture du brouillon" />;
  if (redaction.isError)
    return (
      <div className="panneau-corps">
        <Echec probleme={problemeDe(redaction.error)} reessayer={() => void redaction.refetch()} />
      </div>
    );
  return <FormulaireDecision {...suite} redaction={redaction.data} />;
};
