import { FilePlus, X } from 'lucide-react';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { Bouton, BoutonIcone } from './bouton.tsx';
import { Case, Champ, ChampTexte, Choix } from './champs.tsx';
import { taille } from './formats.ts';
import { SaisieDeDate } from './saisie-de-date.tsx';

/** Le brouillon d'une conversion, tel que l'un ou l'autre portail le tient. */
export type BrouillonDeConversion = {
  readonly contenu: Readonly<Record<string, unknown>>;
  readonly ecrire: (champ: string, valeur: unknown) => void;
  readonly erreur: (champ: string) => string | undefined;
};

/** Conversion d'une piece papier : l'original, la numerisation, les quatre controles coches un a un (A.53-7 CPP). */
export const ChampsDeConversion = ({
  quand,
  pages,
  ...brouillon
}: BrouillonDeConversion & {
  /** Saisie de l'heure de conversion, et depot des pages : chaque portail a les siens. */
  readonly quand: ReactNode;
  readonly pages: ReactNode;
}) => (
  <>
    <div className="grille-champs">
      <Ligne {...brouillon} champ="designation" libelle="Pièce papier (nature et objet)" />
      <Ligne {...brouillon} champ="emetteur" libelle="Émetteur de l’original (nom, qualité, organisme)" />
      <DateDeLOriginal {...brouillon} />
      {quand}
      <Ligne {...brouillon} champ="numeriseePar" libelle="Numérisée par" aide="Si ce n’est pas vous." />
    </div>
    {pages}
    <div className="grille-champs">
      <Nombre {...brouillon} champ="pagesPapier" libelle="Pages de l’original" />
      <Nombre {...brouillon} champ="pagesNumerisees" libelle="Pages numérisées" />
    </div>
    <Controles {...brouillon} />
    <SortDeLOriginal {...brouillon} />
  </>
);

type DunChamp = BrouillonDeConversion & { readonly champ: string; readonly libelle: string };

const texteDe = (contenu: BrouillonDeConversion['contenu'], champ: string): string => {
  const valeur = contenu[champ];
  return typeof valeur === 'string' ? valeur : '';
};

const Ligne = ({ champ, libelle, aide, contenu, ecrire, erreur }: DunChamp & { readonly aide?: string }) => (
  <ChampTexte
    id={`champ-${champ}`}
    libelle={libelle}
    aide={aide}
    plein
    value={texteDe(contenu, champ)}
    erreur={erreur(champ)}
    surSaisie={(valeur) => ecrire(champ, valeur)}
  />
);

const DateDeLOriginal = ({ contenu, ecrire, erreur }: BrouillonDeConversion) => (
  <div>
    <Champ id="champ-dateDeLOriginal" libelle="Date de l’original" erreur={erreur('dateDeLOriginal')}>
      {(liens) => (
        <SaisieDeDate
          {...liens}
          valeur={texteDe(contenu, 'dateDeLOriginal')}
          surSaisie={(valeur) => ecrire('dateDeLOriginal', valeur)}
        />
      )}
    </Champ>
    <Case coche={contenu['nonDate'] === true} surCoche={(coche) => ecrire('nonDate', coche)}>
      L’original n’est pas daté
    </Case>
  </div>
);

const Nombre = ({ champ, libelle, contenu, ecrire, erreur }: DunChamp) => {
  const valeur = contenu[champ];
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
};

const CONTROLES = [
  { cle: 'fidelite', libelle: 'Fidélité', aide: 'forme, contenu et couleurs comparés à l’original' },
  { cle: 'completude', libelle: 'Complétude', aide: 'pages comparées une à une, recto et verso' },
  { cle: 'emetteur', libelle: 'Émetteur', aide: 'son identité est vérifiée' },
  { cle: 'date', libelle: 'Date', aide: 'celle de l’original et celle de la conversion' },
] as const;

const Controles = ({ contenu, ecrire, erreur }: BrouillonDeConversion) => {
  const lus = contenu['controles'];
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
          <Erreur phrase={erreur(`controles.${cle}`)} />
        </div>
      ))}
    </fieldset>
  );
};

const SORTS = [
  { valeur: 'conserve', libelle: 'conservé' },
  { valeur: 'restitue', libelle: 'restitué' },
  { valeur: 'detruit', libelle: 'détruit' },
] as const;

const SortDeLOriginal = (brouillon: BrouillonDeConversion) => (
  <>
    <Choix
      id="champ-sort"
      legende="Ce que devient l’original"
      valeur={SORTS.find(({ valeur }) => valeur === texteDe(brouillon.contenu, 'sort'))?.valeur}
      options={SORTS}
      surChoix={(valeur) => brouillon.ecrire('sort', valeur)}
    />
    <Erreur phrase={brouillon.erreur('sort')} />
    <Ligne {...brouillon} champ="precision" libelle="Précision" aide="À qui, où, sous quelle référence." />
  </>
);

const Erreur = ({ phrase }: { readonly phrase: string | undefined }) =>
  phrase === undefined ? null : <span className="champ-erreur">{phrase}</span>;

type Depose = { readonly id: string; readonly nom: string; readonly taille: number };

/** Les pages numerisees : deposees pour cet acte, elles y entrent d'elles-memes, dans leur ordre de depot. */
export function PagesNumerisees({
  deposes,
  contenu,
  ecrire,
  erreur,
  deposer,
  retirer,
}: BrouillonDeConversion & {
  /** Fichiers du dossier destines a cet acte. */
  readonly deposes: readonly Depose[];
  readonly deposer: (fichiers: readonly File[]) => void;
  readonly retirer: (id: string) => void;
}) {
  const choisir = useRef<HTMLInputElement>(null);
  const retires = useRef<ReadonlySet<string>>(new Set());
  const lus = contenu['fichiers'];
  const cites = useMemo(() => (Array.isArray(lus) ? lus.filter((id) => typeof id === 'string') : []), [lus]);
  useEffect(() => {
    const nouveaux = deposes.filter(({ id }) => !cites.includes(id) && !retires.current.has(id));
    if (nouveaux.length > 0) ecrire('fichiers', [...cites, ...nouveaux.map(({ id }) => id)]);
  }, [deposes, cites, ecrire]);
  const oter = (id: string): void => {
    retires.current = new Set([...retires.current, id]);
    ecrire(
      'fichiers',
      cites.filter((cite) => cite !== id),
    );
    retirer(id);
  };
  return (
    <fieldset id="champ-fichiers" tabIndex={-1} className="pile-serree">
      <legend>
        Pièce numérisée <span className="discret petit">{cites.length}</span>
      </legend>
      <ul>
        {cites.map((id) => {
          const fichier = deposes.find((un) => un.id === id);
          return (
            <li key={id} className="rangee">
              <span>
                {fichier === undefined
                  ? 'fichier absent du dossier'
                  : `${fichier.nom}, ${taille(fichier.taille)}`}
              </span>
              <BoutonIcone libelle={`Retirer ${fichier?.nom ?? 'ce fichier'}`} onClick={() => oter(id)}>
                <X size={16} aria-hidden="true" />
              </BoutonIcone>
            </li>
          );
        })}
      </ul>
      <Erreur phrase={erreur('fichiers')} />
      <div className="zone-depot">
        <p>Déposez ici un PDF, ou une image par page. L’original numérisé n’est jamais modifié.</p>
        <Bouton icone={<FilePlus size={16} aria-hidden="true" />} onClick={() => choisir.current?.click()}>
          Choisir des fichiers
        </Bouton>
        <input
          ref={choisir}
          type="file"
          multiple
          hidden
          accept="application/pdf,image/*"
          aria-label="Choisir la pièce numérisée"
          onChange={(evenement) => {
            deposer([...(evenement.target.files ?? [])]);
            evenement.target.value = '';
          }}
        />
      </div>
    </fieldset>
  );
}
