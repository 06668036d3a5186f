import type { LigneDeMesure } from '@ppn/garde-a-vue/contract';
import { Puce } from '../etats.tsx';
import { heure, pluriel } from '../formats.ts';
import { nomDuMagistrat, suiteEnMots } from './vocabulaire.ts';

/** Ce qui distingue une mesure : minorite, protection, incidents, demande, ordre. Toujours en texte, la couleur double. */
export const Signalements = ({ ligne }: { readonly ligne: LigneDeMesure }) => {
  const { personne, incidents, irregularites, demande, requete, ordre, prolongations, comparution, fin } =
    ligne;
  const divergences = ligne.divergences ?? 0;
  return (
    <>
      {personne.mineure ? <Puce ton="accent">mineur, {personne.age} ans</Puce> : null}
      {personne.protegee ? <Puce ton="accent">majeur protégé</Puce> : null}
      {demande === null ? null : (
        <Puce ton="info">
          demande de {demande.heures} h au {nomDuMagistrat(demande.autorite)}, {heure(demande.demandeeA)}
        </Puce>
      )}
      {requete ? (
        <Puce ton="info">
          {requete.objet === 'prolongation'
            ? `requête au JLD, ${requete.heures} h`
            : `requête au JLD, avocat jusqu’à la ${requete.heures}e heure`}
          , {heure(requete.requiseA)}
        </Puce>
      ) : null}
      {ordre === null ? null : (
        <Puce ton="alerte">
          ordre : {suiteEnMots(ordre.suite)}, {heure(ordre.a)}
        </Puce>
      )}
      {fin === null ? null : (
        <Puce>
          {suiteEnMots(fin.suite)}, {heure(fin.a)}
        </Puce>
      )}
      {comparution === null ? null : (
        <Puce ton="alerte">à présenter avant {heure(comparution.echeance)}</Puce>
      )}
      {incidents > 0 ? <Puce ton="danger">{pluriel(incidents, 'incident')}</Puce> : null}
      {irregularites > 0 ? <Puce ton="danger">{pluriel(irregularites, 'irrégularité')}</Puce> : null}
      {divergences > 0 ? <Puce ton="danger">{pluriel(divergences, 'divergence')}</Puce> : null}
      {prolongations > 0 ? <Puce>{pluriel(prolongations, 'prolongation')}</Puce> : null}
    </>
  );
};

/** Messages d'une mesure que l'agent n'a pas lus ; rien s'il n'y en a pas. */
export const NonLus = ({ nombre }: { readonly nombre: number }) =>
  nombre === 0 ? null : <Puce ton="accent">{pluriel(nombre, 'message non lu', 'messages non lus')}</Puce>;
