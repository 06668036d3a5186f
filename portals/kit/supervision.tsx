import { Bouton } from './bouton.tsx';
import { Alerte, EtatVide, Panneau, Puce, type Ton } from './etats.tsx';
import { dateEtHeure, depuis, nombre, pluriel } from './formats.ts';
import { useMaintenant } from './maintenant.ts';

/** Ce que la page montre ; les memes champs que le service rend. */
export type SupervisionVue = {
  readonly rapprochement: {
    readonly faiteA: string | null;
    readonly plis: number;
    readonly depeches: number;
    readonly perdus: number;
    readonly enAttente: number;
    readonly depechesEnAttente: number;
    readonly erreur: string | null;
    readonly ecarts: readonly EcartVu[];
  };
  readonly journal: {
    readonly faits: number;
    readonly signeA: string | null;
    readonly cosigne: boolean;
    readonly horodate: boolean;
    readonly attendDepuis: string | null;
    readonly audit: {
      readonly faitA: string;
      readonly comparees: number;
      readonly alterations: readonly string[];
    } | null;
  };
};

type EcartVu = {
  readonly quoi: 'pli' | 'depeche';
  readonly genre: 'perdu' | 'inattendu' | 'different';
  readonly pli: string;
  readonly constateA: string;
  readonly repareA: string | null;
};

const GENRES: { readonly [genre in EcartVu['genre']]: string } = {
  perdu: 'Accusé, puis absent chez le destinataire',
  inattendu: 'Chez le destinataire, absent d’ici',
  different: 'Octets différents chez le destinataire',
};

/** « 0 perdu » entre les deux ministeres, et l'etat du journal de preuve. `pair` : le nom de l'autre ministere. */
export function Supervision({
  vue,
  pair,
  enCours,
  comparer,
}: {
  readonly vue: SupervisionVue;
  readonly pair: string;
  readonly enCours: boolean;
  readonly comparer: () => void;
}) {
  return (
    <div className="pile">
      <Echanges vue={vue.rapprochement} pair={pair} enCours={enCours} comparer={comparer} />
      <Ecarts ecarts={vue.rapprochement.ecarts} />
      <Journal vue={vue.journal} pair={pair} />
    </div>
  );
}

function Echanges({
  vue,
  pair,
  enCours,
  comparer,
}: {
  readonly vue: SupervisionVue['rapprochement'];
  readonly pair: string;
  readonly enCours: boolean;
  readonly comparer: () => void;
}) {
  const maintenant = useMaintenant();
  return (
    <Panneau
      titre={`Échanges avec ${pair}`}
      actions={
        <Bouton onClick={comparer} enCours={enCours}>
          {enCours ? 'Comparaison…' : 'Comparer maintenant'}
        </Bouton>
      }
    >
      <p className="supervision-compte" aria-live="polite">
        <strong className="chiffres">{pluriel(vue.perdus, 'perdu')}</strong>{' '}
        <span className="discret">
          {vue.faiteA === null
            ? 'Aucune comparaison encore : la première a lieu dans la minute.'
            : `Dernière comparaison ${depuis(vue.faiteA, maintenant)} (${dateEtHeure(vue.faiteA)}) : ${nombre(vue.plis)} ${vue.plis > 1 ? 'plis accusés, comptés' : 'pli accusé, compté'} de part et d’autre${vue.depeches > 0 ? `, et ${pluriel(vue.depeches, 'dépêche')}` : ''}.`}
        </span>
      </p>
      {vue.enAttente > 0 ? (
        <p className="petit discret">
          {pluriel(vue.enAttente, 'pli')} en route : {vue.enAttente > 1 ? 'ils partent' : 'il part'} seul
          {vue.enAttente > 1 ? 's' : ''} dès que possible.
        </p>
      ) : null}
      {vue.depechesEnAttente > 0 ? (
        <p className="petit discret">
          {pluriel(vue.depechesEnAttente, 'dépêche')} en route vers {pair}.
        </p>
      ) : null}
      {vue.erreur === null ? null : (
        <Alerte ton="attention" titre="La dernière comparaison n’a pas abouti">
          <p>{vue.erreur} Elle est refaite chaque minute.</p>
        </Alerte>
      )}
    </Panneau>
  );
}

function Ecarts({ ecarts }: { readonly ecarts: readonly EcartVu[] }) {
  if (ecarts.length === 0)
    return (
      <Panneau titre="Écarts" nu>
        <EtatVide>
          <p>Aucun écart : tout ce qui est parti est arrivé.</p>
        </EtatVide>
      </Panneau>
    );
  return (
    <Panneau titre={`Écarts (${ecarts.length})`} nu>
      <ul className="liste">
        {ecarts.map((ecart) => (
          <li key={`${ecart.pli} ${ecart.constateA}`} className="incident">
            <div className="rangee">
              <Puce ton={ecart.repareA === null ? 'danger' : 'succes'}>
                {ecart.repareA === null ? 'à réparer' : 'réparé'}
              </Puce>
              <span>{GENRES[ecart.genre]}</span>
            </div>
            <p className="petit discret chiffres">
              {ecart.quoi === 'pli' ? 'Pli' : 'Dépêche'} {ecart.pli} · constaté le{' '}
              {dateEtHeure(ecart.constateA)}
              {ecart.repareA === null ? '' : ` · réparé le ${dateEtHeure(ecart.repareA)}`}
            </p>
          </li>
        ))}
      </ul>
    </Panneau>
  );
}

function Journal({ vue, pair }: { readonly vue: SupervisionVue['journal']; readonly pair: string }) {
  const marques: readonly (readonly [boolean, string, string])[] = [
    [vue.signeA !== null, 'signé', 'pas encore signé'],
    [vue.cosigne, `cosigné par ${pair}`, `cosignature de ${pair} attendue`],
    [vue.horodate, 'horodaté', 'horodatage attendu'],
  ];
  const ton = (fait: boolean): Ton => (fait ? 'succes' : 'alerte');
  return (
    <Panneau titre="Journal de preuve">
      <p>
        <span className="chiffres">{nombre(vue.faits)}</span>{' '}
        {vue.faits > 1 ? 'faits scellés' : 'fait scellé'}
        {vue.signeA === null ? '' : `, dernier point le ${dateEtHeure(vue.signeA)}`}.
      </p>
      <p className="rangee">
        {marques.map(([fait, oui, non]) => (
          <Puce key={oui} ton={ton(fait)}>
            {fait ? oui : non}
          </Puce>
        ))}
      </p>
      {vue.attendDepuis === null ? null : (
        <p className="petit discret">
          Un fait attend son horodatage depuis le {dateEtHeure(vue.attendDepuis)}.
        </p>
      )}
      <Audit audit={vue.audit} />
    </Panneau>
  );
}

/** Ce que le dernier audit a recompare ; une alteration se dit par son numero de sequence. */
function Audit({ audit }: { readonly audit: SupervisionVue['journal']['audit'] }) {
  if (audit === null) return <p className="petit discret">Premier audit en cours.</p>;
  if (audit.alterations.length === 0)
    return (
      <p className="petit discret">
        Audit du {dateEtHeure(audit.faitA)} : {nombre(audit.comparees)}{' '}
        {audit.comparees > 1 ? 'feuilles recomparées' : 'feuille recomparée'}, rien d’altéré.
      </p>
    );
  return (
    <Alerte ton="danger" titre="Le journal a été altéré">
      <ul>
        {audit.alterations.map((phrase) => (
          <li key={phrase}>{phrase}</li>
        ))}
      </ul>
    </Alerte>
  );
}
