import { Chargement, dateEtHeure, Echec, jourCivil, Panneau, Puce, TitrePage, useMinute } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Reply } from 'lucide-react';
import { ADRESSES, Lien, usePoste, type VueDeDepot } from '../contexte.tsx';
import { problemeDe, useLectures } from '../donnees.ts';
import { finDeLEcheance, resteAvant } from '../echeance.ts';
import { FichiersDuDepot } from '../recevoir/fichiers.tsx';
import { VerifierUnFichier } from '../recevoir/verifier-un-fichier.tsx';
import { DROITS, FINS, NATURES } from '../vocabulaire.ts';
import { Gestes } from './gestes.tsx';
import { Recepisses } from './recepisses.tsx';
import { SuiviDesDestinataires } from './suivi.tsx';

/** Un depot : pour l'expediteur, qui a recu quoi ; pour un destinataire, ses fichiers. Le lire, pour lui, c'est l'ouvrir. */
export function PageDepot({ id }: { readonly id: string }) {
  const lecture = useQuery(useLectures().depot(id));
  if (lecture.isError)
    return (
      <div className="pile">
        <TitrePage onglet="Dépôt">Dépôt</TitrePage>
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      </div>
    );
  if (lecture.isPending)
    return (
      <div className="pile">
        <TitrePage onglet="Dépôt">Dépôt</TitrePage>
        <Chargement />
      </div>
    );
  return <Depot depot={lecture.data} />;
}

function Depot({ depot }: { readonly depot: VueDeDepot }) {
  const recu = depot.moi === 'destinataire';
  const fichiers = <FichiersDuDepot depot={depot} />;
  const suivi = <SuiviDesDestinataires depot={depot} />;
  return (
    <div className="pile">
      <Tete depot={depot} />
      <div className="echange-depot">
        <div className="pile">
          {recu ? fichiers : suivi}
          {recu ? suivi : fichiers}
        </div>
        <div className="pile">
          <Recepisses depot={depot} />
          <Reception {...depot.reception} />
          <VerifierUnFichier fichiers={depot.fichiers} />
        </div>
      </div>
    </div>
  );
}

function Tete({ depot }: { readonly depot: VueDeDepot }) {
  const maintenant = useMinute();
  const reste = resteAvant(finDeLEcheance(depot.echeance), maintenant);
  return (
    <header className="pile-serree">
      <div className="rangee-ecartee">
        <TitrePage onglet={depot.objet}>{depot.objet}</TitrePage>
        {depot.moi === 'expediteur' ? <Gestes depot={depot} /> : <Repondre depot={depot} />}
      </div>
      <p className="rangee petit">
        <Puce ton="accent">{NATURES[depot.nature]}</Puce>
        {depot.etat === 'disponible' ? (
          <Puce ton={reste.ton}>
            {reste.texte}, jusqu’au {jourCivil(depot.echeance)} inclus
          </Puce>
        ) : (
          <Puce>
            {FINS[depot.etat]}
            {depot.finA === null ? '' : ` le ${dateEtHeure(depot.finA)}`}
          </Puce>
        )}
        <span className="discret">
          Déposé le {dateEtHeure(depot.deposeA)} par {depot.expediteur.nom}, {depot.expediteur.qualite},{' '}
          {depot.expediteur.organisation}. {DROITS[depot.droits]}.{depot.idj === null ? '' : ` ${depot.idj}`}
        </span>
      </p>
      {depot.remplace === null || depot.moi !== 'expediteur' ? null : (
        <p className="petit">
          Redépose <Lien vers={ADRESSES.depot(depot.remplace)}>un dépôt précédent</Lien>.
        </p>
      )}
      {depot.conservation === null ? null : (
        <p className="petit discret">Le jour du dépôt : {depot.conservation}</p>
      )}
    </header>
  );
}

/** Deposer en retour, a l'organisation de qui a depose : conclusions, pieces, observations. */
function Repondre({ depot: { idj, expediteur } }: { readonly depot: VueDeDepot }) {
  const { zone } = usePoste();
  const a = new URLSearchParams({ ...(idj === null ? {} : { idj }), a: expediteur.organisation });
  return zone === 'PLEX' ? (
    <Lien vers={`${ADRESSES.deposer}?${a.toString()}`} className="bouton">
      <Reply size={16} aria-hidden="true" />
      Déposer en retour
    </Lien>
  ) : null;
}

/** L'evenement qui vaut reception sur ce canal, mot pour mot, et s'il reste a verifier. */
const Reception = ({ valeur, article, aVerifier }: VueDeDepot['reception']) => (
  <Panneau titre="Ce qui vaut réception">
    <p className="petit">
      {valeur.charAt(0).toLocaleUpperCase('fr')}
      {valeur.slice(1)} <span className="discret">({article})</span>{' '}
      {aVerifier ? <Puce ton="alerte">règle à vérifier</Puce> : null}
    </p>
  </Panneau>
);
