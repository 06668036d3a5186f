import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, Case, ChampTexte, ChampZone } from '@ppn/kit';
import { type Contenu, listeDe, texteDe } from '../decision/contenu.ts';
import { nomComplet } from '../vocabulaire.ts';
import { coche, lireNombre, nombreEnTexte, objetsDe, remplacer } from './objets.ts';

type Proprietes = {
  readonly dossier: VueDossier;
  readonly civil: Contenu;
  /** Les prevenus, qui peuvent devoir. */
  readonly prevenus: readonly string[];
  readonly modifier: (champs: Contenu) => void;
};

const Sommes = ({ civil, modifier }: Pick<Proprietes, 'civil' | 'modifier'>) => {
  const sommes = objetsDe(civil, 'sommes');
  return (
    <>
      {sommes.map((somme, rang) => (
        // Une somme n'a pas d'identifiant : sa place la designe.
        <div key={rang} className="grille-champs">
          <ChampTexte
            libelle="Poste"
            maxLength={200}
            value={texteDe(somme, 'poste')}
            surSaisie={(poste) => modifier({ sommes: remplacer(sommes, rang, { poste }) })}
          />
          <ChampTexte
            libelle="Euros alloués"
            inputMode="decimal"
            maxLength={14}
            value={nombreEnTexte(somme, 'euros')}
            surSaisie={(texte) =>
              modifier({ sommes: remplacer(sommes, rang, { euros: lireNombre(texte) ?? 0 }) })
            }
          />
        </div>
      ))}
      <Bouton
        genre="discret"
        onClick={() => modifier({ sommes: [...sommes, { poste: 'Préjudice matériel', euros: 0 }] })}
      >
        Allouer une somme
      </Bouton>
    </>
  );
};

/** Les interets civils d'une victime : constitution, demande, sommes, qui paie. */
export const ChampsCivils = ({ dossier, civil, prevenus, modifier }: Proprietes) => {
  const victime = dossier.personnes.find(({ id }) => id === texteDe(civil, 'victime'));
  const nom = victime === undefined ? 'Victime absente du dossier' : nomComplet(victime);
  const debiteurs = listeDe(civil, 'debiteurs');
  return (
    <section className="bloc-jugement pile-serree" aria-label={`Intérêts civils, ${nom}`}>
      <h3>{nom}</h3>
      <Case
        coche={coche(civil, 'constituee')}
        surCoche={(constituee) =>
          modifier({ constituee, debiteurs: debiteurs.length === 0 ? [...prevenus] : debiteurs })
        }
      >
        S’est constituée partie civile
      </Case>
      {coche(civil, 'constituee') ? (
        <>
          <Case coche={coche(civil, 'recevable')} surCoche={(recevable) => modifier({ recevable })}>
            Constitution recevable
          </Case>
          <ChampZone
            libelle="Demande"
            rows={2}
            maxLength={2_000}
            value={texteDe(civil, 'demande')}
            surSaisie={(demande) => modifier({ demande })}
          />
          <Sommes {...{ civil, modifier }} />
          {prevenus.length < 2
            ? null
            : prevenus.map((id) => {
                const prevenu = dossier.personnes.find((personne) => personne.id === id);
                return (
                  <Case
                    key={id}
                    coche={debiteurs.includes(id)}
                    surCoche={(doit) =>
                      modifier({
                        debiteurs: doit ? [...debiteurs, id] : debiteurs.filter((autre) => autre !== id),
                      })
                    }
                  >
                    Payé par {prevenu === undefined ? id : nomComplet(prevenu)}
                  </Case>
                );
              })}
        </>
      ) : null}
    </section>
  );
};
