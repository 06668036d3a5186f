import { Alerte, annoncer, Bouton, Chargement, dateEtHeure, Echec, Panneau, taille } from '@ppn/kit';
import type { Probleme } from '@ppn/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../application/client.ts';
import { invalider, lectureDossier } from '../application/donnees.ts';
import type { Fichier } from '../application/types.ts';

/** Un fichier depose : ce qu'il est, l'acte qui le joint, et comment le retirer s'il n'est dans aucun acte scelle. */
export function PageDeFichier() {
  const { idj, fichierId } = useParams({ from: '/dossiers/$idj/fichiers/$fichierId' });
  const { data: vue } = useQuery(lectureDossier(idj));
  if (vue === undefined) return <Chargement />;
  const fichier = vue.fichiers.find(({ id }) => id === fichierId);
  if (fichier === undefined) return <Alerte ton="attention">Ce fichier n’est plus au dossier.</Alerte>;
  return <Fiche idj={idj} fichier={fichier} />;
}

function Fiche({ idj, fichier }: { readonly idj: string; readonly fichier: Fichier }) {
  const [refus, poserRefus] = useState<Probleme | undefined>(undefined);
  const naviguer = useNavigate();
  const retirer = async (): Promise<void> => {
    const rendu = await client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', { idj, id: fichier.id });
    if (!rendu.ok) return poserRefus(rendu.refus);
    invalider({ genre: 'dossier', idj });
    annoncer(`${fichier.nom} est retiré du dossier.`);
    return void naviguer({ to: '/dossiers/$idj', params: { idj } });
  };
  return (
    <Panneau titre={fichier.nom}>
      <div className="pile">
        {refus === undefined ? null : <Echec probleme={refus} />}
        <dl className="definitions">
          <dt>Type</dt>
          <dd>{fichier.typeMime}</dd>
          <dt>Taille</dt>
          <dd>{taille(fichier.taille)}</dd>
          <dt>Déposé</dt>
          <dd>
            le {dateEtHeure(fichier.deposeA)} par {fichier.deposePar}
          </dd>
          <dt>SHA-256</dt>
          <dd>{fichier.empreinte}</dd>
        </dl>
        {fichier.avertissements.map(({ code, phrase }) => (
          <Alerte key={code} ton="attention">
            {phrase}
          </Alerte>
        ))}
        <div className="rangee">
          {fichier.acteId === null ? null : (
            <Link
              to="/dossiers/$idj/actes/$acteId"
              params={{ idj, acteId: fichier.acteId }}
              className="bouton bouton-primaire"
            >
              Ouvrir l’acte qui le joint
            </Link>
          )}
          {fichier.scelle ? null : (
            <Bouton genre="danger" onClick={() => void retirer()}>
              Retirer du dossier
            </Bouton>
          )}
        </div>
      </div>
    </Panneau>
  );
}
