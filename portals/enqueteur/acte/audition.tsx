import { Case, ChampTexte, Choix } from '@ppn/kit';
import type { Vue } from '../application/types.ts';
import { ChampDeTemps, ChoixDePersonne, ChoixDesFaits, Relecture, TempsEtLieu } from './champs-communs.tsx';
import { droitsDe, texteDe } from './contenu.ts';
import { Echanges } from './echanges.tsx';
import { useFormulaire } from './redaction.ts';

/** Audition de la victime (art. 429 CPP). */
export const AuditionVictime = ({ vue }: { readonly vue: Vue }) => (
  <>
    <TempsEtLieu />
    <ChoixDePersonne vue={vue} libelle="Personne entendue" />
    <Echanges />
    <Relecture />
  </>
);

/** Audition libre : les droits de l'article 61-1 avant toute question. */
export function AuditionLibre({ vue }: { readonly vue: Vue }) {
  const { etat, ecrire, erreur } = useFormulaire();
  return (
    <>
      <TempsEtLieu />
      <ChoixDePersonne vue={vue} libelle="Personne entendue" />
      <ChoixDesFaits vue={vue} legende="Faits sur lesquels la personne est entendue" />
      <Droits />
      <Choix
        id="champ-avocat"
        legende="Avocat"
        valeur={AVOCATS.find(({ valeur }) => valeur === texteDe(etat.contenu, 'avocat'))?.valeur}
        options={AVOCATS}
        surChoix={(avocat) => ecrire('avocat', avocat)}
      />
      {texteDe(etat.contenu, 'avocat') === 'demande-present' || texteDe(etat.contenu, 'nomAvocat') !== '' ? (
        <ChampTexte
          id="champ-nomAvocat"
          libelle="Nom de l’avocat présent, qui signe l’acte"
          value={texteDe(etat.contenu, 'nomAvocat')}
          erreur={erreur('nomAvocat')}
          surSaisie={(valeur) => ecrire('nomAvocat', valeur)}
        />
      ) : null}
      <ChampTexte
        id="champ-interprete"
        libelle="Interprète (nom, langue), s’il y en a un"
        value={texteDe(etat.contenu, 'interprete')}
        erreur={erreur('interprete')}
        surSaisie={(valeur) => ecrire('interprete', valeur)}
      />
      <Echanges />
      <Relecture />
    </>
  );
}

const AVOCATS = [
  { valeur: 'renonce', libelle: 'la personne y renonce' },
  { valeur: 'demande-present', libelle: 'demandé, présent' },
  { valeur: 'demande-absent', libelle: 'demandé, absent' },
] as const;

/** Les six informations de l'article 61-1 CPP. */
const DROITS = [
  {
    cle: 'qualification',
    libelle: 'la qualification, la date et le lieu présumés de l’infraction',
    alinea: '1°',
  },
  { cle: 'quitterLesLieux', libelle: 'le droit de quitter les lieux à tout moment', alinea: '2°' },
  { cle: 'interprete', libelle: 'le droit à un interprète', alinea: '3°' },
  { cle: 'silence', libelle: 'le droit de faire des déclarations, de répondre ou de se taire', alinea: '4°' },
  { cle: 'avocat', libelle: 'le droit d’être assistée par un avocat', alinea: '5°' },
  { cle: 'conseils', libelle: 'la possibilité de conseils juridiques gratuits', alinea: '6°' },
] as const;

function Droits() {
  const { etat, ecrire, erreur } = useFormulaire();
  const droits = droitsDe(etat.contenu);
  const notifies = DROITS.filter(({ cle }) => droits[cle] === true).length;
  return (
    <fieldset id="champ-droits" tabIndex={-1}>
      <legend>
        Droits notifiés avant toute question (art. 61-1 CPP){' '}
        <span className="discret petit">{notifies} sur 6</span>
      </legend>
      <ChampDeTemps champ="droitsNotifiesA" libelle="Notifiés le" />
      {DROITS.map(({ cle, libelle, alinea }) => (
        <div key={cle}>
          <Case
            id={`champ-droits.${cle}`}
            coche={droits[cle] === true}
            surCoche={(coche) => ecrire('droits', { ...droits, [cle]: coche })}
          >
            La personne est informée de : {libelle} <span className="discret">({alinea})</span>
          </Case>
          {erreur(`droits.${cle}`) === undefined ? null : (
            <span className="champ-erreur">{erreur(`droits.${cle}`)}</span>
          )}
        </div>
      ))}
    </fieldset>
  );
}
