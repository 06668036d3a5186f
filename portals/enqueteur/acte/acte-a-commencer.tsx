import { Alerte, annoncer, Bouton, Chargement, Panneau } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { client } from '../application/client.ts';
import { invalider, lectureCatalogue } from '../application/donnees.ts';

/** Un acte qui manque, vise par un lien (« la synthèse manque ») : un bouton le commence, prérempli. */
export function ActeACommencer() {
  const { idj, type } = useParams({ from: '/dossiers/$idj/actes/nouveau/$type' });
  const catalogue = useQuery(lectureCatalogue);
  const naviguer = useNavigate();
  if (catalogue.data === undefined) return <Chargement />;
  const acte = catalogue.data.find((un) => un.type === type);
  if (acte === undefined) return <Alerte ton="attention">Vous ne rédigez pas ce type d’acte.</Alerte>;
  const commencer = async (): Promise<void> => {
    const rendu = await client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: acte.type } });
    if (!rendu.ok) return annoncer(rendu.refus.detail);
    invalider({ genre: 'dossier', idj });
    const params = { idj, acteId: rendu.valeur.acteId };
    return void naviguer({ to: '/dossiers/$idj/actes/$acteId', params, replace: true });
  };
  return (
    <Panneau titre={acte.titre}>
      <div className="pile">
        <p>{acte.description}</p>
        <div>
          <Bouton genre="primaire" onClick={() => void commencer()}>
            Commencer cet acte
          </Bouton>
        </div>
      </div>
    </Panneau>
  );
}
