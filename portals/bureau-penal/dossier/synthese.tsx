import type { FaitQualifie, Personne, VueDossier } from '@ppn/dossier/contract';
import { dateEtHeure, EtatVide, jourCivil } from '@ppn/kit';
import type { Position } from '@ppn/lecteur';
import { cadres, nomComplet, roles } from '../vocabulaire.ts';

const LigneFait = ({
  fait,
  personnes,
}: {
  readonly fait: FaitQualifie;
  readonly personnes: readonly Personne[];
}) => {
  const noms = (role: Personne['roles'][number]): string =>
    personnes
      .filter((personne) => fait.personnes.includes(personne.id) && personne.roles.includes(role))
      .map(nomComplet)
      .join(', ');
  return (
    <tr>
      <th scope="row">
        <span className="qualification">{fait.qualification}</span>
        <span className="petit discret">
          NATINF {fait.natinf} · {fait.nature}
        </span>
        <span className="petit discret">
          {fait.debut === ''
            ? ''
            : `${fait.fin === null ? 'Le' : 'Du'} ${dateEtHeure(fait.debut)}${fait.fin === null ? '' : ` au ${dateEtHeure(fait.fin)}`}, `}
          {[fait.lieu.adresse, fait.lieu.commune].filter((partie) => partie !== '').join(', ')}
        </span>
        {fait.prejudice === '' ? null : <span className="petit discret">Préjudice : {fait.prejudice}</span>}
        <details className="petit">
          <summary>Textes</summary>
          <p>Définie par : {fait.definiePar}</p>
          <p>Réprimée par : {fait.reprimeePar}</p>
        </details>
      </th>
      <td>{noms('mis-en-cause') || 'non désigné'}</td>
      <td>{noms('victime') || 'non désignée'}</td>
    </tr>
  );
};

const identite = (personne: Personne): string =>
  [
    personne.neLe === ''
      ? ''
      : `né(e) le ${jourCivil(personne.neLe)}${personne.neA === '' ? '' : ` à ${personne.neA}`}`,
    personne.nationalite,
    personne.profession,
    personne.adresse,
    personne.telephone,
    personne.courriel,
    personne.representant === '' ? '' : `représentée par ${personne.representant}`,
  ]
    .filter((partie) => partie !== '')
    .join(' · ');

/** Qui, quoi, quand, ou : les faits croises avec les personnes, puis les identites ; la synthese de l'enquete a un clic. */
export const Synthese = ({
  dossier,
  lire,
}: {
  readonly dossier: VueDossier;
  readonly lire: (position: Position) => void;
}) => {
  const synthese = dossier.pieces.findLast(({ type }) => type === 'synthese');
  return (
    <div className="panneau-corps pile">
      <p className="petit discret">
        {dossier.unite.libelle} · {cadres[dossier.cadre]} · ouverte le {dateEtHeure(dossier.ouverteA)}
      </p>
      {synthese === undefined ? null : (
        <p>
          <button type="button" className="bouton" onClick={() => lire({ piece: synthese.numero, page: 1 })}>
            Lire la synthèse de l’enquête (pièce {synthese.numero})
          </button>
        </p>
      )}
      <section className="pile-serree" aria-labelledby="titre-faits">
        <h2 id="titre-faits">Faits et personnes</h2>
        {dossier.faits.length === 0 ? (
          <EtatVide>
            <p>Aucun fait dans ce dossier.</p>
          </EtatVide>
        ) : (
          <div className="tableau-cadre">
            <table className="tableau tableau-faits">
              <thead>
                <tr>
                  <th scope="col">Fait</th>
                  <th scope="col">Mis en cause</th>
                  <th scope="col">Victime</th>
                </tr>
              </thead>
              <tbody>
                {dossier.faits.map((fait) => (
                  <LigneFait key={fait.id} fait={fait} personnes={dossier.personnes} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section className="pile-serree" aria-labelledby="titre-personnes">
        <h2 id="titre-personnes">Personnes</h2>
        <ul className="personnes">
          {dossier.personnes.map((personne) => (
            <li key={personne.id}>
              <strong>{nomComplet(personne)}</strong>,{' '}
              {personne.roles.map((role) => roles[role]).join(' et ')}
              <span className="petit discret">{identite(personne)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
};
