import { Case, ChampChoix, ChampTexte, ChampZone, Choix, ChoixDeCosignataire } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lectureCosignataires } from '../application/donnees.ts';
import type { Vue } from '../application/types.ts';
import { quandEtOu } from '../dossier/fiche.tsx';
import { nomComplet, ROLES } from '../application/vocabulaire.ts';
import { ChampHorodate } from '../saisie/champ-horodate.tsx';
import { lectureDe, listeDe, texteDe } from './contenu.ts';
import { useFormulaire } from './redaction.ts';

/** Debut, fin et lieu des operations, preremplis. */
export function TempsEtLieu() {
  return (
    <div className="grille-champs">
      <ChampDeTemps champ="debut" libelle="Début" />
      <ChampDeTemps champ="fin" libelle="Fin" />
      <ChampLigne champ="lieu" libelle="Lieu" plein />
    </div>
  );
}

/** Champ horodate d'un acte. */
export function ChampDeTemps({ champ, libelle }: { readonly champ: string; readonly libelle: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  return (
    <ChampHorodate
      id={`champ-${champ}`}
      libelle={libelle}
      valeur={texteDe(etat.contenu, champ)}
      erreur={erreur(champ)}
      surChange={(valeur) => ecrire(champ, valeur)}
    />
  );
}

/** Champ d'une ligne d'un acte. */
export function ChampLigne({
  champ,
  libelle,
  aide,
  plein = false,
}: {
  readonly champ: string;
  readonly libelle: string;
  readonly aide?: string;
  readonly plein?: boolean;
}) {
  const { etat, ecrire, erreur } = useFormulaire();
  return (
    <ChampTexte
      id={`champ-${champ}`}
      libelle={libelle}
      plein={plein}
      aide={aide}
      value={texteDe(etat.contenu, champ)}
      erreur={erreur(champ)}
      surSaisie={(valeur) => ecrire(champ, valeur)}
    />
  );
}

/** Texte long d'un acte. */
export function ChampLong({
  champ,
  libelle,
  aide,
  lignes = 10,
}: {
  readonly champ: string;
  readonly libelle: string;
  readonly aide?: string;
  readonly lignes?: number;
}) {
  const { etat, ecrire, erreur } = useFormulaire();
  return (
    <ChampZone
      id={`champ-${champ}`}
      libelle={libelle}
      aide={aide}
      rows={lignes}
      lang="fr"
      value={texteDe(etat.contenu, champ)}
      erreur={erreur(champ)}
      surSaisie={(valeur) => ecrire(champ, valeur)}
    />
  );
}

/** Choix de la personne de l'acte parmi celles du dossier. */
export function ChoixDePersonne({ vue, libelle }: { readonly vue: Vue; readonly libelle: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  return (
    <ChampChoix
      id="champ-personne"
      libelle={libelle}
      value={texteDe(etat.contenu, 'personne')}
      erreur={erreur('personne')}
      options={[
        { valeur: '', libelle: vue.personnes.length === 0 ? 'aucune personne au dossier' : 'choisissez' },
        ...vue.personnes.map((personne) => ({
          valeur: personne.id,
          libelle: `${nomComplet(personne)} (${personne.roles.map((role) => ROLES[role]).join(', ')})`,
        })),
      ]}
      surSaisie={(valeur) => ecrire('personne', valeur)}
    />
  );
}

/** Faits vises par l'acte, tous coches au depart. */
export function ChoixDesFaits({ vue, legende }: { readonly vue: Vue; readonly legende: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const choisis = listeDe(etat.contenu, 'faits');
  const phrase = erreur('faits');
  return (
    <fieldset id="champ-faits" tabIndex={-1}>
      <legend className="champ-libelle">{legende}</legend>
      {vue.faits.length === 0 ? (
        <p className="petit discret">
          Aucun fait au dossier.{' '}
          <Link to="/dossiers/$idj" params={{ idj: vue.idj }}>
            Ajoutez-le d’abord
          </Link>{' '}
          : il sera repris ici et dans les actes suivants.
        </p>
      ) : null}
      {vue.faits.map((fait) => (
        <Case
          key={fait.id}
          coche={choisis.includes(fait.id)}
          surCoche={(coche) =>
            ecrire('faits', coche ? [...choisis, fait.id] : choisis.filter((un) => un !== fait.id))
          }
        >
          {fait.qualification}{' '}
          <span className="discret petit">
            (NATINF {fait.natinf}, {quandEtOu(fait)})
          </span>
        </Case>
      ))}
      {phrase === undefined ? null : <span className="champ-erreur">{phrase}</span>}
    </fieldset>
  );
}

const MODES = [
  { valeur: 'relu-par-la-personne', libelle: 'relu par la personne' },
  { valeur: 'lu-par-l-agent', libelle: 'lu par l’agent' },
] as const;
/** Qui relit l'acte avant de signer (D.589-4 CPP), le second enqueteur et l'interprete qui le cosignent par carte ; les signatures se recueillent plus bas. */
export function Relecture() {
  const { etat, ecrire, erreur } = useFormulaire();
  const { data: agents } = useQuery(lectureCosignataires(etat.servie));
  const lecture = lectureDe(etat.contenu);
  return (
    <div className="grille-champs">
      <Choix
        id="champ-lecture.mode"
        legende="L’acte est"
        valeur={MODES.find(({ valeur }) => valeur === lecture.mode)?.valeur}
        options={MODES}
        surChoix={(mode) => ecrire('lecture', { mode })}
      />
      <ChoixDeCosignataire
        id="champ-cosignataire"
        libelle="Second enquêteur, qui cosigne"
        valeur={texteDe(etat.contenu, 'cosignataire')}
        erreur={erreur('cosignataire')}
        agents={agents?.filter(({ qualite }) => qualite !== 'interprete')}
        surSaisie={(valeur) => ecrire('cosignataire', valeur)}
      />
      <ChoixDeCosignataire
        id="champ-interpreteInscrit"
        libelle="Interprète inscrit, qui cosigne par sa carte"
        valeur={texteDe(etat.contenu, 'interpreteInscrit')}
        erreur={erreur('interpreteInscrit')}
        agents={agents?.filter(({ qualite }) => qualite === 'interprete')}
        surSaisie={(valeur) => ecrire('interpreteInscrit', valeur)}
      />
    </div>
  );
}
