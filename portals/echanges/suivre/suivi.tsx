import { annoncer, Alerte, Bouton, dateEtHeure, Panneau, taille } from '@ppn/kit';
import { useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { type Suivi, usePoste, type VueDeDepot } from '../contexte.tsx';
import { ETAPES } from '../vocabulaire.ts';

/** Qui a recu quoi, heure par heure ; un avis refuse se voit d'abord, et se relance d'un clic. */
export function SuiviDesDestinataires({ depot }: { readonly depot: VueDeDepot }) {
  const { moi: connecte } = usePoste();
  const moi = depot.moi === 'destinataire';
  const supplee = moi ? depot.suivis.find(({ destinataire }) => destinataire.id !== connecte) : undefined;
  const titre =
    supplee === undefined ? 'Votre réception' : `Réception de ${supplee.destinataire.nom}, que vous suppléez`;
  const refuses = depot.suivis.filter(({ refus }) => refus !== null);
  return (
    <Panneau titre={moi ? titre : `Destinataires (${depot.suivis.length})`}>
      <div className="pile">
        {refuses.length > 0 && !moi && depot.etat === 'disponible' ? (
          <AvisRefuses depot={depot} refuses={refuses} />
        ) : null}
        <ul className="echange-suivis">
          {depot.suivis.map((suivi) => (
            <UnSuivi key={suivi.destinataire.id} suivi={suivi} depot={depot} />
          ))}
        </ul>
      </div>
    </Panneau>
  );
}

function AvisRefuses({ depot, refuses }: { readonly depot: VueDeDepot; readonly refuses: readonly Suivi[] }) {
  return (
    <Alerte ton="danger" titre={refuses.length > 1 ? `${refuses.length} avis refusés` : 'Avis refusé'} vive>
      <ul>
        {refuses.map(({ destinataire, refus }) => (
          <li key={destinataire.id}>
            {destinataire.nom} ({destinataire.courriel}) : {refus}
          </li>
        ))}
      </ul>
      <p>
        Le dépôt reste disponible : le destinataire le trouve aussi en se connectant. Faites corriger
        l’adresse à l’annuaire, puis relancez.
      </p>
      <Relancer depot={depot} />
    </Alerte>
  );
}

/** Renvoie un avis a ceux a qui tout n'est pas remis. */
export function Relancer({ depot }: { readonly depot: VueDeDepot }) {
  const { client } = usePoste();
  const cache = useQueryClient();
  const [enCours, poserEnCours] = useState(false);
  const relancer = async (): Promise<void> => {
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/depots/:id/relance', { id: depot.id });
    poserEnCours(false);
    if (!rendu.ok) return annoncer(rendu.refus.detail);
    const { avises } = rendu.valeur;
    annoncer(
      avises === 0
        ? 'Tout est déjà remis : personne à relancer.'
        : `Un nouvel avis part à ${avises} destinataire${avises > 1 ? 's' : ''}.`,
    );
    return void cache.invalidateQueries({ queryKey: ['depot', depot.id] });
  };
  return (
    <Bouton enCours={enCours} onClick={() => void relancer()}>
      Relancer
    </Bouton>
  );
}

function UnSuivi({ suivi, depot }: { readonly suivi: Suivi; readonly depot: VueDeDepot }) {
  const { destinataire, avisEnAttente, octets } = suivi;
  const total = depot.fichiers.reduce((somme, { longueur }) => somme + longueur, 0);
  const atteint = ETAPES.findIndex(({ etat }) => etat === suivi.etat);
  const fini = depot.etat !== 'disponible' && suivi.etat !== 'remis';
  return (
    <li className="echange-suivi" data-refus={suivi.refus === null ? undefined : ''}>
      <p>
        <strong>{destinataire.nom}</strong>{' '}
        <span className="petit discret">
          {destinataire.qualite}, {destinataire.organisation}
        </span>
      </p>
      <ol className="echange-etapes" aria-label={`Où en est ${destinataire.nom}`}>
        {ETAPES.map(({ etat, libelle }, rang) => (
          <li
            key={etat}
            data-fait={rang <= atteint ? '' : undefined}
            aria-current={rang === atteint ? 'step' : undefined}
          >
            <span className="echange-etape">
              {rang <= atteint ? <Check size={14} aria-hidden="true" /> : null}
              {libelle}
            </span>
            <span className="petit discret chiffres">{quand(suivi, depot, etat)}</span>
          </li>
        ))}
        {fini ? (
          <li data-fin="">
            <span className="echange-etape">{depot.etat === 'retire' ? 'Retiré' : 'Échu'}</span>
            <span className="petit discret chiffres">
              {depot.finA === null ? '' : dateEtHeure(depot.finA)}
            </span>
          </li>
        ) : null}
      </ol>
      {suivi.delegataires.length > 0 ? (
        <p className="petit discret">Par délégation : {suivi.delegataires.join(', ')}.</p>
      ) : null}
      {avisEnAttente ? <p className="petit discret">Un avis attend de partir.</p> : null}
      {octets > 0 && suivi.etat !== 'remis' ? (
        <p className="petit discret">
          {taille(octets)} sur {taille(total)} sortis.
        </p>
      ) : null}
    </li>
  );
}

/** L'instant d'une etape ; vide si elle n'est pas venue. */
function quand(suivi: Suivi, depot: VueDeDepot, etape: Suivi['etat']): string {
  const remis = Object.values(suivi.remis);
  const instants: Readonly<Record<Suivi['etat'], string | null>> = {
    depose: depot.deposeA,
    avise: suivi.aviseA,
    ouvert: suivi.ouvertA,
    remis: suivi.etat === 'remis' ? (remis.toSorted().at(-1) ?? null) : null,
  };
  if (etape === 'avise' && suivi.refus !== null) return 'avis refusé';
  if (etape === 'remis' && suivi.etat !== 'remis' && remis.length > 0)
    return `${remis.length} fichier${remis.length > 1 ? 's' : ''} sur ${depot.fichiers.length}`;
  const instant = instants[etape];
  return instant === null ? '' : dateEtHeure(instant);
}
