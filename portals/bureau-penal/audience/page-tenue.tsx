import {
  Alerte,
  Bouton,
  Chargement,
  ChoixDeCosignataire,
  Echec,
  pluriel,
  Puce,
  TitrePage,
  useRaccourcis,
} from '@ppn/kit';
import { coter, ecrireLieu, Lecteur, type Position } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { texteDe } from '../decision/contenu.ts';
import { lectureCosignataires, lectureDossier, memoire } from '../donnees.ts';
import { adressesDe } from '../dossier/adresses.ts';
import { enOrdreDeLecture } from '../dossier/ordre-de-lecture.ts';
import { useSession } from '../session.ts';
import { DialogueSignature } from '../signature/dialogue-signature.tsx';
import { type Dirige, ouvrirLeCanal } from './ecran-public.ts';
import { lectureRole, type RoleVu } from './donnees.ts';
import { chrono, type Phase, phases } from './phases.ts';
import { PriseDeNotes, SuiteDesNotes } from './prise-de-notes.tsx';
import { SacDAudience } from './sac-d-audience.tsx';
import { useNotes } from './use-notes.ts';

const route = getRouteApi('/audiences/$id/tenir');

const useSecondes = (depuis: number): number => {
  const [maintenant, setMaintenant] = useState(() => Date.now());
  useEffect(() => {
    const minuteur = setInterval(() => setMaintenant(Date.now()), 1_000);
    return () => clearInterval(minuteur);
  }, []);
  return Math.max(0, Math.floor((maintenant - depuis) / 1_000));
};

/** Audience tenue : le role a gauche, le dossier au centre, les notes a droite, l'ecran public dans une autre fenetre. */
export const PageTenue = () => {
  const { id } = route.useParams();
  const { idj } = route.useSearch();
  const lecture = useQuery(lectureRole(id));
  const courant = idj ?? lecture.data?.affaires[0]?.idj;
  return (
    <div className="tenue">
      {lecture.isPending ? <Chargement libelle="Lecture du rôle" /> : null}
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {lecture.data === undefined ? null : courant === undefined ? (
        <Alerte titre="Rôle vide">
          <p>
            Aucune affaire n’est inscrite. <Link to="/audiences">Revenir aux audiences</Link>
          </p>
        </Alerte>
      ) : (
        <Affaire key={courant} role={lecture.data} idj={courant} />
      )}
    </div>
  );
};

type DUneAffaire = { readonly role: RoleVu; readonly idj: string };

const RoleCourant = ({ role, idj }: DUneAffaire) => (
  <nav className="tenue-role" aria-label="Rôle">
    <ol className="liste">
      {role.affaires.map((affaire) => (
        <li key={affaire.idj}>
          <Link
            to="/audiences/$id/tenir"
            params={{ id: role.audience.id }}
            search={{ idj: affaire.idj }}
            aria-current={affaire.idj === idj ? 'true' : undefined}
          >
            <span className="chiffres">{affaire.appel}</span>{' '}
            {affaire.prevenus.join(', ') || affaire.intitule}
          </Link>
          {affaire.jugement === null ? null : <Puce ton="succes">jugée</Puce>}
        </li>
      ))}
    </ol>
  </nav>
);

const Affaire = ({ role, idj }: DUneAffaire) => {
  const dossier = useQuery(lectureDossier(idj));
  const { agent } = useSession();
  const naviguer = useNavigate({ from: '/audiences/$id/tenir' });
  const [phase, setPhase] = useState<{ readonly nom: Phase; readonly depuis: number }>(() => ({
    nom: 'identite',
    depuis: Date.now(),
  }));
  const [ouverteA] = useState(() => Date.now());
  const [position, setPosition] = useState<Position>();
  const pieces = useMemo(() => enOrdreDeLecture(dossier.data?.pieces ?? []), [dossier.data?.pieces]);
  const cotees = useMemo(() => coter(pieces), [pieces]);
  const adresses = useMemo(() => adressesDe(idj), [idj]);
  const { dirige, diriger } = useEcranPublic();
  const lue = cotees.find(({ numero }) => numero === position?.piece) ?? cotees[0];
  const montrer = (): void => {
    if (lue === undefined) return;
    diriger({
      idj,
      piece: lue.id,
      titre: lue.titre,
      typeMime: lue.typeMime,
      page: position?.page ?? 1,
    });
  };
  const voisine = (pas: number): void => {
    const rang = role.affaires.findIndex((affaire) => affaire.idj === idj);
    const suivante = role.affaires[rang + pas];
    if (suivante !== undefined) void naviguer({ search: { idj: suivante.idj } });
  };
  useRaccourcis([
    ...phases.map(({ phase: nom, libelle, touche }) => ({
      touche,
      libelle: `Phase : ${libelle}`,
      groupe: 'Audience',
      action: () => setPhase({ nom, depuis: Date.now() }),
    })),
    {
      touche: 'alt+enter',
      libelle: 'Diriger cette page vers l’écran public',
      groupe: 'Audience',
      action: montrer,
    },
    {
      touche: 'alt+backspace',
      libelle: 'Ne plus rien montrer',
      groupe: 'Audience',
      action: () => diriger(null),
    },
    { touche: 'alt+arrowdown', libelle: 'Affaire suivante', groupe: 'Audience', action: () => voisine(1) },
    { touche: 'alt+arrowup', libelle: 'Affaire précédente', groupe: 'Audience', action: () => voisine(-1) },
  ]);
  const affaire = role.affaires.find((une) => une.idj === idj);
  return (
    <>
      <header className="tenue-tete">
        <TitrePage onglet="Audience tenue">
          {affaire === undefined
            ? 'Affaire'
            : `${affaire.rang}. ${affaire.prevenus.join(', ') || affaire.intitule}`}
        </TitrePage>
        <Chronometres phase={phase} ouverteA={ouverteA} />
        <span className="rangee">
          <SacDAudience role={role} />
          <Bouton
            genre="discret"
            onClick={() =>
              globalThis.open('/ecran-public', 'ppn-ecran-public', 'popup,width=1200,height=900')
            }
          >
            Écran public
          </Bouton>
          <Bouton touche="Alt Entrée" aria-pressed={dirige !== null} onClick={montrer}>
            Diriger
          </Bouton>
          {dirige === null ? null : (
            <Bouton genre="discret" onClick={() => diriger(null)}>
              Ne plus montrer
            </Bouton>
          )}
          <Link to="/audiences/$id" params={{ id: role.audience.id }}>
            Quitter
          </Link>
        </span>
      </header>
      <div className="tenue-phases" role="toolbar" aria-label="Phases des débats">
        {phases.map(({ phase: nom, libelle, touche }) => (
          <button
            key={nom}
            type="button"
            className="tenue-phase"
            aria-pressed={nom === phase.nom}
            title={`Alt ${touche.slice(4).toUpperCase()}`}
            onClick={() => setPhase({ nom, depuis: Date.now() })}
          >
            {libelle}
          </button>
        ))}
      </div>
      <div className="tenue-colonnes">
        <RoleCourant role={role} idj={idj} />
        <div className="tenue-lecture">
          {dossier.isPending ? <Chargement libelle="Ouverture du dossier" /> : null}
          {dossier.isError && dossier.data === undefined ? (
            <Echec probleme={problemeDe(dossier.error)} reessayer={() => void dossier.refetch()} />
          ) : null}
          {dossier.data === undefined ? null : (
            <Lecteur
              {...adresses}
              pieces={pieces}
              position={position}
              surPosition={setPosition}
              cleVues={`${agent.matricule}:${idj}`}
            />
          )}
        </div>
        <NotesDeLAffaire
          idj={idj}
          phase={phase.nom}
          lieu={lue === undefined || position === undefined ? '' : `pièce ${ecrireLieu(cotees, position)}`}
        />
      </div>
    </>
  );
};

function useEcranPublic() {
  const [dirige, setDirige] = useState<Dirige>(null);
  const canal = useRef<ReturnType<typeof ouvrirLeCanal>>(undefined);
  useEffect(() => {
    const ouvert = ouvrirLeCanal(() => undefined);
    canal.current = ouvert;
    return () => {
      // Quitter l'audience eteint l'ecran public.
      ouvert.diriger(null);
      ouvert.fermer();
    };
  }, []);
  return {
    dirige,
    diriger: (montre: Dirige): void => {
      setDirige(montre);
      canal.current?.diriger(montre);
    },
  };
}

const Chronometres = ({
  phase,
  ouverteA,
}: {
  readonly phase: { readonly nom: Phase; readonly depuis: number };
  readonly ouverteA: number;
}) => {
  const total = useSecondes(ouverteA);
  const ici = useSecondes(phase.depuis);
  return (
    <span className="rangee chiffres" role="timer" aria-label="Chronomètres">
      <span>affaire {chrono(total)}</span>
      <span className="discret">phase {chrono(ici)}</span>
    </span>
  );
};

const NotesDeLAffaire = ({
  idj,
  phase,
  lieu,
}: {
  readonly idj: string;
  readonly phase: Phase;
  readonly lieu: string;
}) => {
  const { agent } = useSession();
  const dossier = useQuery(lectureDossier(idj)).data;
  const [acteId, setActeId] = useState<string>();
  const [erreur, setErreur] = useState<string>();
  const commencees = dossier?.enCours.find(
    ({ type, etat }) => type === 'notes-d-audience' && (etat === 'brouillon' || etat === 'gele'),
  );
  const ouvertes = acteId ?? commencees?.acteId;
  const signees = dossier?.pieces.filter(({ type }) => type === 'notes-d-audience').length ?? 0;
  const commencer = async (): Promise<void> => {
    const rendu = await client.appeler('POST /api/dossiers/:idj/actes', {
      idj,
      corps: { type: 'notes-d-audience' },
    });
    setErreur(rendu.ok ? undefined : rendu.refus.detail);
    if (rendu.ok) setActeId(rendu.valeur.acteId);
  };
  const greffe = agent.qualite === 'greffier';
  useEffect(() => {
    // Rien a faire pour commencer : les notes s'ouvrent avec l'affaire.
    if (greffe && dossier !== undefined && ouvertes === undefined && signees === 0) void commencer();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [greffe, dossier === undefined]);
  return (
    <div className="tenue-droite">
      {erreur === undefined ? null : (
        <Alerte ton="danger" vive>
          <p>{erreur}</p>
        </Alerte>
      )}
      {signees === 0 ? null : (
        <p className="petit discret">{pluriel(signees, 'acte')} de notes au dossier, signé et visé.</p>
      )}
      {ouvertes === undefined ? (
        <p className="petit discret">
          {greffe ? 'Ouverture des notes…' : 'Les notes d’audience sont tenues par le greffier.'}
        </p>
      ) : greffe ? (
        <Notes key={ouvertes} idj={idj} acteId={ouvertes} phase={phase} lieu={lieu} />
      ) : (
        <p className="petit discret">Le greffier tient les notes ; vous les viserez au parapheur.</p>
      )}
    </div>
  );
};

const Notes = ({
  idj,
  acteId,
  phase,
  lieu,
}: {
  readonly idj: string;
  readonly acteId: string;
  readonly phase: Phase;
  readonly lieu: string;
}) => {
  const { agent } = useSession();
  const { redaction, contenu, etat, ecrire, vider } = useNotes(idj, acteId, agent.matricule);
  const cosignataires = useQuery(lectureCosignataires({ idj, type: 'notes-d-audience' }));
  const [signature, setSignature] = useState(false);
  const [tente, setTente] = useState(false);
  if (redaction === undefined && etat.etat !== 'refuse') return <Chargement libelle="Ouverture des notes" />;
  const signer = async (): Promise<void> => {
    setTente(true);
    if (await vider()) setSignature(true);
  };
  return (
    <div className="pile-serree">
      <PriseDeNotes {...{ contenu, etat, ecrire, phase, lieu }} modifiable />
      <SuiteDesNotes contenu={contenu} ecrire={ecrire} />
      <ChoixDeCosignataire
        libelle="Visées par"
        aide="Le président, dans les trois jours (453 CPP)."
        valeur={texteDe(contenu, 'cosignataire')}
        agents={cosignataires.data}
        surSaisie={(cosignataire) => ecrire({ cosignataire })}
      />
      {tente && (redaction?.manques.length ?? 0) > 0 ? (
        <Alerte ton="danger" titre="Il manque encore" vive>
          <ul>
            {redaction?.manques.map(({ champ, phrase }) => (
              <li key={champ + phrase}>{phrase}</li>
            ))}
          </ul>
        </Alerte>
      ) : null}
      <Bouton genre="primaire" onClick={() => void signer()}>
        Signer les notes
      </Bouton>
      {signature && (redaction?.manques.length ?? 1) === 0 ? (
        <DialogueSignature
          actes={[{ acteId, titre: 'Notes d’audience' }]}
          quoi="acte"
          surFermeture={() => {
            setSignature(false);
            void memoire.invalidateQueries({ queryKey: ['dossier', idj] });
          }}
        />
      ) : null}
    </div>
  );
};
