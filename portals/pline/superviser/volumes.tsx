import { NATURES } from '@ppn/echanges';
import { dateCourte, jourCivil, nombre, Panneau, pluriel, taille } from '@ppn/kit';
import { Barres } from './courbes.tsx';
import { remplirLesJours } from './echelle.ts';
import { adresseDuCsv, type DUneVue, type Vue } from './stockage.tsx';
import { Chiffres, EnCsv, Tableau } from './tableau.tsx';

/** Ce qui a ete depose, jour par jour. */
export function ParJour({ vue, jours }: DUneVue) {
  const dernier = dateCourte(vue.faiteA).split('/').toReversed().join('-');
  const points = remplirLesJours<Vue['parJour'][number]>(vue.parJour, { dernier, jours }, (jour) => ({
    jour,
    depots: 0,
    fichiers: 0,
    octets: 0,
  }));
  const total = points.reduce((somme, { octets }) => somme + octets, 0);
  const depots = points.reduce((somme, { depots: combien }) => somme + combien, 0);
  return (
    <Panneau
      titre="Dépôts par jour"
      actions={<EnCsv adresse={adresseDuCsv('jours', { vue, jours })} quoi="Les dépôts par jour" />}
    >
      <figure className="pile-serree">
        <figcaption className="petit">
          {pluriel(depots, 'dépôt')}, {taille(total)} en {pluriel(jours, 'jour')}
        </figcaption>
        <Barres
          points={points}
          resume={`Octets déposés par jour : ${taille(total)} en ${jours} jours, au plus ${taille(Math.max(0, ...points.map(({ octets }) => octets)))} en un jour.`}
        />
        <Chiffres>
          <Tableau
            legende="Dépôts par jour"
            titres={['Jour', 'Dépôts', 'Fichiers', 'Volume']}
            nombres={[1, 2, 3]}
            vide="Aucun dépôt."
            lignes={points.map(({ jour, depots: combien, fichiers, octets }) => ({
              cle: jour,
              cellules: [jourCivil(jour), nombre(combien), nombre(fichiers), taille(octets)],
            }))}
          />
        </Chiffres>
      </figure>
    </Panneau>
  );
}

/** Ce qui attend encore apres huit jours : a signaler aux juridictions. */
export function NonRetires({ vue, jours }: DUneVue) {
  return (
    <Panneau
      titre={`Pas retirés après huit jours (${vue.nonRetires.length})`}
      nu
      actions={<EnCsv adresse={adresseDuCsv('non-retires', { vue, jours })} quoi="Les dépôts pas retirés" />}
    >
      <Tableau
        legende="Dépôts de plus de huit jours que quelqu’un n’a pas retirés"
        titres={['Organisation', 'Expéditeur', 'Déposé le', 'Échéance', 'Attendus']}
        nombres={[4]}
        vide="Tout ce qui a plus de huit jours est retiré."
        lignes={vue.nonRetires.map(({ depot, organisation, expediteur, deposeA, echeance, attendus }) => ({
          cle: depot,
          cellules: [
            organisation,
            expediteur,
            dateCourte(deposeA),
            jourCivil(echeance),
            pluriel(attendus, 'destinataire'),
          ],
        }))}
      />
    </Panneau>
  );
}

/** Qui depose, et quoi. */
export function ParOrganisation({ vue, jours }: DUneVue) {
  return (
    <div className="echange-accueil">
      <Panneau
        titre="Par juridiction ou unité"
        nu
        actions={
          <EnCsv
            adresse={adresseDuCsv('organisations', { vue, jours })}
            quoi="Les volumes par organisation"
          />
        }
      >
        <Tableau
          legende="Volumes par juridiction ou unité"
          titres={['Organisation', 'Dépôts', 'Volume', 'Pas retirés après huit jours']}
          nombres={[1, 2, 3]}
          vide="Aucun dépôt sur la période."
          lignes={vue.parOrganisation.map(({ organisation, depots, octets, nonRetires }) => ({
            cle: organisation,
            cellules: [organisation, nombre(depots), taille(octets), nombre(nonRetires)],
          }))}
        />
      </Panneau>
      <Panneau
        titre="Par nature"
        nu
        actions={<EnCsv adresse={adresseDuCsv('natures', { vue, jours })} quoi="Les volumes par nature" />}
      >
        <Tableau
          legende="Volumes par nature"
          titres={['Nature', 'Dépôts', 'Volume']}
          nombres={[1, 2]}
          vide="Aucun dépôt sur la période."
          lignes={vue.parNature.map(({ nature, depots, octets }) => ({
            cle: nature,
            cellules: [libelleDe(nature), nombre(depots), taille(octets)],
          }))}
        />
      </Panneau>
    </div>
  );
}

const libelleDe = (nature: string): string =>
  Object.entries<string>(NATURES).find(([cle]) => cle === nature)?.[1] ?? nature;

/** Ce que chacun tient en place, contre ce qu'il peut tenir. */
export function Quotas({ vue, jours }: DUneVue) {
  const { quota } = vue;
  return (
    <Panneau
      titre={`Quotas : ${taille(quota.parPersonne)} par personne`}
      nu
      actions={<EnCsv adresse={adresseDuCsv('quotas', { vue, jours })} quoi="Les plus gros expéditeurs" />}
    >
      <Tableau
        legende="Expéditeurs qui tiennent le plus d’octets en place"
        titres={['Expéditeur', 'Organisation', 'En place', 'Part du quota']}
        nombres={[2, 3]}
        vide="Aucun octet en place."
        lignes={quota.plusGros.map(({ nom, organisation, octets }) => ({
          cle: `${nom} ${organisation}`,
          cellules: [
            nom,
            organisation,
            taille(octets),
            `${nombre((octets / Math.max(1, quota.parPersonne)) * 100, 1)} %`,
          ],
        }))}
      />
    </Panneau>
  );
}
