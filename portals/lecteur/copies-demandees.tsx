import type { VueDesCopies } from '@ppn/copie/contract';
import { dateEtHeure, pluriel, Puce, taille, type Ton } from '@ppn/kit';

type Copie = VueDesCopies['copies'][number];
type Recepisse = VueDesCopies['recepisses'][number];

const ETATS: Readonly<Record<Copie['etat'], readonly [ton: Ton, libelle: string]>> = {
  'a-preparer': ['info', 'en préparation'],
  prete: ['succes', 'dans PLINE'],
  echec: ['danger', 'pas partie'],
};

/** Les copies demandees : ou elles en sont, et ou finir le depot. */
export const CopiesDemandees = ({ copies }: { readonly copies: readonly Copie[] }) =>
  copies.length === 0 ? null : (
    <section className="pile-serree" aria-label="Copies demandées" aria-live="polite">
      <h3>Copies demandées</h3>
      <ul className="liste">
        {copies.map((copie) => (
          <li key={copie.id} className="pile-serree copie-ligne">
            <UneCopie copie={copie} />
          </li>
        ))}
      </ul>
    </section>
  );

const UneCopie = ({ copie }: { readonly copie: Copie }) => {
  const [ton, libelle] = ETATS[copie.etat];
  return (
    <>
      <div className="rangee">
        <Puce ton={ton}>{libelle}</Puce>
        <span>
          {dateEtHeure(copie.demandeeA)}, {copie.par} : {pluriel(copie.pieces, 'pièce')}
          {copie.laissees === 0 ? '' : `, ${copie.laissees} hors de la copie`}
        </span>
      </div>
      {copie.etat === 'a-preparer' && copie.octets > 0 ? (
        <p className="petit discret">
          <progress max={copie.octets} value={copie.pousses} aria-label="Envoi vers PLINE" />{' '}
          {taille(copie.pousses)} envoyés
        </p>
      ) : null}
      {copie.erreur === null ? null : <p className="petit">{copie.erreur}</p>}
      {copie.adresse === null ? null : (
        <p>
          <a href={copie.adresse} target="_blank" rel="noreferrer">
            Choisir les destinataires dans PLINE (nouvel onglet)
          </a>
        </p>
      )}
    </>
  );
};

const GENRES: Readonly<Record<Recepisse['genre'], string>> = {
  depot: 'Récépissé de dépôt',
  remise: 'Récépissé de remise',
  fin: 'Récépissé de fin de mise à disposition',
};

/** Les recepisses revenus : chacun s'ouvre, et dit l'evenement qui vaut reception. */
export const RecepissesRevenus = ({ recepisses }: { readonly recepisses: readonly Recepisse[] }) =>
  recepisses.length === 0 ? null : (
    <section className="pile-serree" aria-label="Récépissés">
      <h3>Récépissés revenus au dossier</h3>
      <ul className="liste">
        {recepisses.map((recepisse) => (
          <li key={recepisse.empreinte} className="pile-serree copie-ligne">
            <UnRecepisse recepisse={recepisse} />
          </li>
        ))}
      </ul>
    </section>
  );

const UnRecepisse = ({ recepisse }: { readonly recepisse: Recepisse }) => {
  const { genre, destinataire, etabliA, adresse, reception, suivis, zone, objet } = recepisse;
  return (
    <>
      <a href={adresse} target="_blank" rel="noreferrer">
        {GENRES[genre]}
        {destinataire === null ? '' : ` à ${destinataire}`}, {dateEtHeure(etabliA)}
      </a>
      <p className="petit discret">
        {zone.toUpperCase()} : {objet}. {suivis.map(etapes).join(' ; ')}.
      </p>
      <p className="petit discret">
        Vaut réception : {reception.valeur} ({reception.article}
        {reception.aVerifier ? ', à vérifier' : ''}).
      </p>
    </>
  );
};

const etapes = ({ nom, aviseA, ouvertA, remis }: Recepisse['suivis'][number]): string =>
  [
    nom,
    aviseA === null ? 'pas encore avisé' : `avisé le ${dateEtHeure(aviseA)}`,
    ouvertA === null ? undefined : `ouvert le ${dateEtHeure(ouvertA)}`,
    remis === 0 ? undefined : `${pluriel(remis, 'fichier')} remis`,
  ]
    .filter((etape) => etape !== undefined)
    .join(', ');
