import { Case, ChampTexte } from '@ppn/kit';
import { useFormulaire } from '../acte/redaction.ts';
import type { Personne } from '../application/types.ts';
import { nomComplet } from '../application/vocabulaire.ts';

type Confronte = { readonly personne: string; readonly avocat: string };

/** Qui est confronte a la personne : les autres personnes physiques du dossier, chacune avec l'avocat qui l'assiste et signe. */
export function Confrontes({
  cle,
  libelle,
  personnes,
}: {
  readonly cle: string;
  readonly libelle: string;
  readonly personnes: readonly Personne[];
}) {
  const { etat, ecrire, erreur } = useFormulaire();
  const lus = confrontesDe(etat.contenu[cle]);
  const retenue = personneDeLaMesure(etat.contenu['mesure']);
  const candidats = personnes.filter(({ id, genre }) => genre === 'physique' && id !== retenue);
  const basculer = (id: string): void =>
    ecrire(
      cle,
      lus.some(({ personne }) => personne === id)
        ? lus.filter(({ personne }) => personne !== id)
        : [...lus, { personne: id, avocat: '' }],
    );
  return (
    <fieldset id={`champ-${cle}`} tabIndex={-1} className="pile-serree">
      <legend className="champ-libelle">{libelle}</legend>
      {candidats.length === 0 ? (
        <p className="petit discret">
          Aucune autre personne physique n’est au dossier : ajoutez d’abord la victime, le témoin ou le mis en
          cause à confronter.
        </p>
      ) : null}
      {candidats.map((personne) => {
        const choisi = lus.find((un) => un.personne === personne.id);
        return (
          <div key={personne.id} className="pile-serree">
            <Case coche={choisi !== undefined} surCoche={() => basculer(personne.id)}>
              {nomComplet(personne)}
            </Case>
            {choisi === undefined ? null : (
              <ChampTexte
                libelle={`Avocat qui assiste ${nomComplet(personne)} (vide : aucun)`}
                value={choisi.avocat}
                surSaisie={(avocat) =>
                  ecrire(
                    cle,
                    lus.map((un) => (un.personne === personne.id ? { ...un, avocat } : un)),
                  )
                }
              />
            )}
          </div>
        );
      })}
      {erreur(cle) === undefined ? null : <span className="champ-erreur">{erreur(cle)}</span>}
    </fieldset>
  );
}

const confrontesDe = (valeur: unknown): readonly Confronte[] =>
  (Array.isArray(valeur) ? valeur : []).map((brut: unknown) => {
    const table: Readonly<Record<string, unknown>> =
      typeof brut === 'object' && brut !== null ? { ...brut } : {};
    const { personne, avocat } = table;
    return {
      personne: typeof personne === 'string' ? personne : '',
      avocat: typeof avocat === 'string' ? avocat : '',
    };
  });

function personneDeLaMesure(mesure: unknown): string | undefined {
  const lue: unknown =
    typeof mesure === 'object' && mesure !== null && 'personne' in mesure ? mesure.personne : undefined;
  return typeof lue === 'object' && lue !== null && 'id' in lue && typeof lue.id === 'string'
    ? lue.id
    : undefined;
}
