import type { TypeDeMention } from '@ppn/mention/contract';
import { Alerte, Chargement, dateEtHeure, Echec, EtatVide } from '@ppn/kit';
import type { Position } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { lectureRedaction } from '../decision/brouillon.ts';
import { FormulaireDecision } from '../decision/formulaire-decision.tsx';
import type { ProprietesDecision } from '../decision/panneau-decision.tsx';
import { memoire } from '../donnees.ts';
import { AttendSaCosignature } from '../signature/attend-sa-cosignature.tsx';
import { useSession } from '../session.ts';
import { estMention, genresDeMention } from './genres.ts';

/** Ce que le volet « Mentions » recoit de l'ecran du dossier. */
type Proprietes = ProprietesDecision & { readonly lire: (position: Position) => void };

const DEJA_SIGNE: ReadonlySet<string> = new Set(['signature-recue', 'a-cosigner']);

/** Volet « Mentions » : ce qui est porte en marge des actes, et de quoi en porter une. */
export const PanneauMentions = (proprietes: Proprietes) => {
  const { dossier, surBrouillon, apercu, surApercu } = proprietes;
  const { agent } = useSession();
  const miens = dossier.enCours.filter(
    ({ type, redacteur }) => estMention(type) && redacteur === `${agent.prenom} ${agent.nom}`,
  );
  const [acteId, setActeId] = useState<string>();
  const [erreur, setErreur] = useState<string>();
  const commencer = async (type: TypeDeMention): Promise<void> => {
    const existant = miens.find((acte) => acte.type === type && !DEJA_SIGNE.has(acte.etat));
    if (existant !== undefined) return setActeId(existant.acteId);
    const reponse = await client.appeler('POST /api/dossiers/:idj/actes', {
      idj: dossier.idj,
      corps: { type },
    });
    setErreur(reponse.ok ? undefined : reponse.refus.detail);
    if (!reponse.ok) return;
    setActeId(reponse.valeur.acteId);
    void memoire.invalidateQueries({ queryKey: ['dossier', dossier.idj] });
  };
  const ouvert = miens.find((acte) => acte.acteId === acteId);
  const fini = acteId !== undefined && dossier.pieces.some(({ id }) => id === acteId);
  if (acteId !== undefined && !fini && (ouvert === undefined || !DEJA_SIGNE.has(ouvert.etat)))
    return (
      <Brouillon
        key={acteId}
        {...{ dossier, surBrouillon, apercu, surApercu, acteId }}
        surAutre={() => setActeId(undefined)}
      />
    );
  return (
    <div className="panneau-corps pile">
      {dossier.enCours
        .filter(({ type, etat }) => estMention(type) && etat === 'a-cosigner')
        .map((acte) => (
          <AttendSaCosignature key={acte.acteId} idj={dossier.idj} acte={acte} />
        ))}
      <MentionsPortees {...proprietes} />
      {dossier.peut.includes('mentionner') ? (
        <section className="pile-serree" aria-labelledby="titre-porter">
          <h2 id="titre-porter">Porter une mention</h2>
          {erreur === undefined ? null : (
            <Alerte ton="danger" vive>
              <p>{erreur}</p>
            </Alerte>
          )}
          {genresDeMention
            .filter(({ qualites }) => qualites.includes(agent.qualite))
            .map((genre) => (
              <button
                key={genre.type}
                type="button"
                className="choix-decision"
                onClick={() => void commencer(genre.type)}
              >
                <span className="hors-ecran">Porter en marge :</span>
                <span className="pile-serree">
                  <strong>
                    {genre.titre}
                    {miens.some(({ type, etat }) => type === genre.type && !DEJA_SIGNE.has(etat))
                      ? ' (brouillon commencé)'
                      : ''}
                  </strong>
                  <span className="petit">{genre.texte}</span>
                  <span className="petit discret">Articles : {genre.article}</span>
                </span>
              </button>
            ))}
          <p className="petit discret">
            L’acte visé n’est jamais modifié : la mention est un autre acte signé.
          </p>
        </section>
      ) : null}
    </div>
  );
};

const MentionsPortees = ({ dossier, lire }: Proprietes) => {
  const mentions = dossier.pieces.flatMap((piece) =>
    piece.mentions.map((mention) => ({ mention, numero: piece.numero, titre: piece.titre })),
  );
  if (mentions.length === 0)
    return (
      <EtatVide>
        <p>Aucune mention en marge des actes de ce dossier.</p>
      </EtatVide>
    );
  return (
    <section className="pile-serree" aria-labelledby="titre-marge">
      <h2 id="titre-marge" tabIndex={-1} ref={prendreLeFoyer}>
        En marge des actes
      </h2>
      <ul className="liste mentions">
        {mentions.map(({ mention, numero, titre }) => (
          <li key={mention.acteId} className="pile-serree">
            <strong>{mention.phrase}</strong>
            <span className="petit">
              Sur{' '}
              <button type="button" className="bouton-lien" onClick={() => lire({ piece: numero, page: 1 })}>
                l’acte n° {numero}, {titre}
              </button>{' '}
              par{' '}
              <button
                type="button"
                className="bouton-lien"
                onClick={() => lire({ piece: mention.numero, page: 1 })}
              >
                l’acte n° {mention.numero}
              </button>
            </span>
            <span className="petit discret">
              {mention.auteur}, {mention.juridiction} · fait le {dateEtHeure(mention.survenuA)} · enregistré
              le {dateEtHeure(mention.enregistreA)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** La fenetre de signature vient de se fermer sur un ecran qui a change : le foyer va a ce qui la remplace. */
export const prendreLeFoyer = (titre: HTMLHeadingElement | null): void => {
  if (document.activeElement === document.body) titre?.focus({ preventScroll: true });
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
