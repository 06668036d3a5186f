import { Case, Champ, ChampTexte, Choix, SaisieDeDate } from '@ppn/kit';
import { ChampDeTemps, ChampLigne } from '../acte/champs-communs.tsx';
import { texteDe, vraiDe } from '../acte/contenu.ts';
import { useFormulaire } from '../acte/redaction.ts';
import type { Vue } from '../application/types.ts';
import { PagesNumerisees } from './pages-numerisees.tsx';

/** Conversion d'une piece papier : l'original, la numerisation, les quatre controles coches un a un (A.53-7 CPP). */
export const ConversionPapier = ({ vue }: { readonly vue: Vue }) => (
  <>
    <div className="grille-champs">
      <ChampLigne champ="designation" libelle="Pièce papier (nature et objet)" plein />
      <ChampLigne champ="emetteur" libelle="Émetteur de l’original (nom, qualité, organisme)" plein />
      <DateDeLOriginal />
      <ChampDeTemps champ="convertieA" libelle="Convertie le" />
      <ChampLigne champ="numeriseePar" libelle="Numérisée par" aide="Si ce n’est pas vous." plein />
    </div>
    <PagesNumerisees vue={vue} />
    <div className="grille-champs">
      <ChampNombre champ="pagesPapier" libelle="Pages de l’original" />
      <ChampNombre champ="pagesNumerisees" libelle="Pages numérisées" />
    </div>
    <Controles />
    <SortDeLOriginal />
  </>
);

function DateDeLOriginal() {
  const { etat, ecrire, erreur } = useFormulaire();
  return (
    <div>
      <Champ id="champ-dateDeLOriginal" libelle="Date de l’original" erreur={erreur('dateDeLOriginal')}>
        {(liens) => (
          <SaisieDeDate
            {...liens}
            valeur={texteDe(etat.contenu, 'dateDeLOriginal')}
            surSaisie={(valeur) => ecrire('dateDeLOriginal', valeur)}
          />
        )}
      </Champ>
      <Case coche={vraiDe(etat.contenu, 'nonDate')} surCoche={(coche) => ecrire('nonDate', coche)}>
        L’original n’est pas daté
      </Case>
    </div>
  );
}

function ChampNombre({ champ, libelle }: { readonly champ: string; readonly libelle: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const valeur = etat.contenu[champ];
  return (
    <ChampTexte
      id={`champ-${champ}`}
      libelle={libelle}
      inputMode="numeric"
      value={typeof valeur === 'number' ? String(valeur) : ''}
      erreur={erreur(champ)}
      surSaisie={(texte) => {
        const chiffres = texte.replace(/\D/g, '').slice(0, 6);
        ecrire(champ, chiffres === '' ? null : Number(chiffres));
      }}
    />
  );
}

const CONTROLES = [
  { cle: 'fidelite', libelle: 'Fidélité', aide: 'forme, contenu et couleurs comparés à l’original' },
  { cle: 'completude', libelle: 'Complétude', aide: 'pages comparées une à une, recto et verso' },
  { cle: 'emetteur', libelle: 'Émetteur', aide: 'son identité est vérifiée' },
  { cle: 'date', libelle: 'Date', aide: 'celle de l’original et celle de la conversion' },
] as const;

function Controles() {
  const { etat, ecrire, erreur } = useFormulaire();
  const lus = etat.contenu['controles'];
  const controles: Readonly<Record<string, unknown>> =
    typeof lus === 'object' && lus !== null ? { ...lus } : {};
  const faits = CONTROLES.filter(({ cle }) => controles[cle] === true).length;
  return (
    <fieldset id="champ-controles" tabIndex={-1}>
      <legend>
        Contrôles de la conversion (art. A.53-7 CPP) <span className="discret petit">{faits} sur 4</span>
      </legend>
      {CONTROLES.map(({ cle, libelle, aide }) => (
        <div key={cle}>
          <Case
            id={`champ-controles.${cle}`}
            coche={controles[cle] === true}
            surCoche={(coche) => ecrire('controles', { ...controles, [cle]: coche })}
          >
            {libelle} <span className="discret">({aide})</span>
          </Case>
          {erreur(`controles.${cle}`) === undefined ? null : (
            <span className="champ-erreur">{erreur(`controles.${cle}`)}</span>
          )}
        </div>
      ))}
    </fieldset>
  );
}

const SORTS = [
  { valeur: 'conserve', libelle: 'conservé' },
  { valeur: 'restitue', libelle: 'restitué' },
  { valeur: 'detruit', libelle: 'détruit' },
] as const;

function SortDeLOriginal() {
  const { etat, ecrire, erreur } = useFormulaire();
  return (
    <>
      <Choix
        id="champ-sort"
        legende="Ce que devient l’original"
        valeur={SORTS.find(({ valeur }) => valeur === texteDe(etat.contenu, 'sort'))?.valeur}
        options={SORTS}
        surChoix={(valeur) => ecrire('sort', valeur)}
      />
      {erreur('sort') === undefined ? null : <span className="champ-erreur">{erreur('sort')}</span>}
      <ChampLigne champ="precision" libelle="Précision" aide="À qui, où, sous quelle référence." plein />
    </>
  );
}
