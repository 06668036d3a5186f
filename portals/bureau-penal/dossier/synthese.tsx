import type { FaitQualifie, Personne, VueDossier } from '@ppn/dossier/contract';
import { dateEtHeure, EtatVide, jourCivil } from '@ppn/kit';
import type { Position } from '@ppn/lecteur';
import { SortieDuDossier } from '@ppn/lecteur/sortie';
import { client } from '../client.ts';
import { cadres, natures, ne, nomComplet, roles } from '../vocabulaire.ts';

const nomsDe = (
  fait: FaitQualifie,
  personnes: readonly Personne[],
  role: Personne['roles'][number],
): string =>
  personnes
    .filter((personne) => fait.personnes.includes(personne.id) && personne.roles.includes(role))
    .map(nomComplet)
    .join(', ');

const tempsEtLieu = ({ debut, fin, lieu }: FaitQualifie): string => {
  const temps = fin === null ? `Le ${dateEtHeure(debut)}` : `Du ${dateEtHeure(debut)} au ${dateEtHeure(fin)}`;
  return [temps, lieu.adresse, lieu.commune].filter((partie) => partie !== '').join(', ');
};

const VueFait = ({
  fait,
  personnes,
}: {
  readonly fait: FaitQualifie;
  readonly personnes: readonly Personne[];
}) => (
  <li>
    <span className="qualification">{fait.qualification}</span>
    <span className="petit discret">
      NATINF {fait.natinf} · {natures[fait.nature] ?? fait.nature} · {tempsEtLieu(fait)}
    </span>
    <dl className="definitions">
      <dt>Mis en cause</dt>
      <dd>{nomsDe(fait, personnes, 'mis-en-cause') || 'non désigné'}</dd>
      <dt>Victime</dt>
      <dd>{nomsDe(fait, personnes, 'victime') || 'non désignée'}</dd>
      {fait.prejudice === '' ? null : (
        <>
          <dt>Préjudice</dt>
          <dd>{fait.prejudice}</dd>
        </>
      )}
    </dl>
    <details className="petit">
      <summary>Textes</summary>
      <p>Définie par : {fait.definiePar}</p>
      <p>Réprimée par : {fait.reprimeePar}</p>
    </details>
  </li>
);

const identite = (personne: Personne): string =>
  [
    personne.neLe === ''
      ? ''
      : `${ne(personne)} le ${jourCivil(personne.neLe)}${personne.neA === '' ? '' : ` à ${personne.neA}`}`,
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
          <ul className="faits">
            {dossier.faits.map((fait) => (
              <VueFait key={fait.id} fait={fait} personnes={dossier.personnes} />
            ))}
          </ul>
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
      {dossier.instant === null ? <SortieDuDossier dossier={dossier} client={client} /> : null}
    </div>
  );
};
