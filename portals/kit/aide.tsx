import { Touche } from './bouton.tsx';
import { Case } from './champs.tsx';
import { Dialogue } from './dialogue.tsx';
import { raccourcisActifs, reglerRaccourcis, useRaccourcisActifs } from './raccourcis.ts';

/** Aide du clavier : les raccourcis de l'ecran courant, et l'interrupteur des touches simples (RGAA 12.10). */
export function Aide({ surFermeture }: { readonly surFermeture: () => void }) {
  const permis = useRaccourcisActifs();
  const uniques = new Map(raccourcisActifs().map((raccourci) => [raccourci.touche, raccourci]));
  const groupes = Map.groupBy(uniques.values(), ({ groupe }) => groupe);
  return (
    <Dialogue titre="Clavier" surFermeture={surFermeture} large>
      <Case coche={permis} surCoche={reglerRaccourcis}>
        Permettre les raccourcis d’une seule touche (jamais actifs pendant la saisie)
      </Case>
      <div className="grille-champs">
        {[...groupes].map(([groupe, raccourcis]) => (
          <section key={groupe} className="pile-serree">
            <h3>{groupe}</h3>
            <dl className="definitions">
              {raccourcis.map(({ touche, libelle }) => (
                <div key={touche} className="raccourci">
                  <dt>
                    <span className="hors-ecran">{touche}</span>
                    {touche.split(/[ +]/).map((nom) => (
                      <Touche key={nom} nom={nom.toUpperCase()} />
                    ))}
                  </dt>
                  <dd>{libelle}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialogue>
  );
}
