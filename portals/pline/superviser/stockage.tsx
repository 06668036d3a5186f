import type { ReponsePour } from '@ppn/api-client';
import { jourCivil, Panneau, pluriel, Puce, taille } from '@ppn/kit';
import type { contratPline } from '@ppn/service-pline/contract';
import { client } from '../client.ts';
import { Ligne } from './courbes.tsx';
import { Chiffres, EnCsv, Tableau } from './tableau.tsx';

export type Vue = ReponsePour<typeof contratPline, 'GET /api/supervision/depots'>;
export type DUneVue = { readonly vue: Vue; readonly jours: number };

/** Adresse d'un tableau en CSV, sur la periode montree. */
export const adresseDuCsv = (
  tableau: 'jours' | 'prevision' | 'organisations' | 'natures' | 'non-retires' | 'quotas',
  { vue: { zone }, jours }: DUneVue,
): string =>
  client.adresse('GET /api/supervision/depots/:tableau', {
    tableau: `${tableau}.csv`,
    requete: { jours, zone },
  });

/** Ce qui est en place, ce qui vient, et la conservation qu'on peut offrir. */
export function Stockage({ vue, jours }: DUneVue) {
  const { stockage, conservation, delais } = vue;
  const { capacite, occupes, utile, entreeParJour, saturation, prevision } = stockage;
  const part = capacite === 0 ? 0 : occupes / capacite;
  const delai = (valeur: number | null): string =>
    valeur === null ? 'pas encore connu' : valeur === 0 ? 'le jour même' : pluriel(valeur, 'jour');
  return (
    <Panneau
      titre="Stockage et conservation"
      actions={<EnCsv adresse={adresseDuCsv('prevision', { vue, jours })} quoi="La prévision" />}
    >
      <div className="pile">
        <dl className="supervision-reperes">
          <div>
            <dt>En place</dt>
            <dd>
              {taille(occupes)} <span className="petit discret">sur {taille(capacite)}</span>
              <meter
                min={0}
                max={1}
                low={0.8}
                high={0.95}
                optimum={0}
                value={part}
                aria-label="Part du stockage remplie"
              />
            </dd>
          </div>
          <div>
            <dt>Entrées</dt>
            <dd>
              {taille(entreeParJour)} <span className="petit discret">par jour</span>
            </dd>
          </div>
          <div>
            <dt>Saturation</dt>
            <dd>
              {saturation === null ? (
                <span className="petit">pas avant soixante jours</span>
              ) : (
                <Puce ton="danger">le {jourCivil(saturation)}</Puce>
              )}
            </dd>
          </div>
          <div>
            <dt>Délai de retrait</dt>
            <dd>
              {delai(delais.mediane)}{' '}
              <span className="petit discret">(médiane) ; neuf sur dix : {delai(delais.neufDixiemes)}</span>
            </dd>
          </div>
          <div>
            <dt>Conservation offerte</dt>
            <dd>
              <strong>{pluriel(conservation.offerte, 'jour')}</strong>{' '}
              <span className="petit discret">sur {conservation.max}</span>
            </dd>
          </div>
        </dl>
        <p className="petit discret">
          Règle : {conservation.phrase} ({conservation.article}).{' '}
          {conservation.aVerifier ? <Puce ton="alerte">règle à vérifier</Puce> : null}
        </p>
        <figure className="pile-serree">
          <figcaption className="petit">
            Octets en place, prévus sur soixante jours au rythme des entrées
          </figcaption>
          <Ligne
            points={prevision}
            reperes={[
              { octets: capacite, libelle: 'capacité', genre: 'danger' },
              { octets: utile, libelle: 'seuil où l’offre se resserre', genre: 'alerte' },
            ]}
            resume={`De ${taille(prevision[0]?.octets ?? 0)} aujourd’hui à ${taille(prevision.at(-1)?.octets ?? 0)} dans soixante jours, pour une capacité de ${taille(capacite)}.`}
          />
          <Chiffres>
            <Tableau
              legende="Octets en place prévus, par jour"
              titres={['Jour', 'Octets en place']}
              nombres={[1]}
              vide="Aucune prévision."
              lignes={prevision.map(({ jour, octets }) => ({
                cle: jour,
                cellules: [jourCivil(jour), taille(octets)],
              }))}
            />
          </Chiffres>
        </figure>
      </div>
    </Panneau>
  );
}
