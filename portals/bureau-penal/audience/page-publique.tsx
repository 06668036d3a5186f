import { TitrePage } from '@ppn/kit';
import { UnePage } from '@ppn/lecteur';
import { useEffect, useState } from 'react';
import { client } from '../client.ts';
import { demanderQuoi, type Dirige, ouvrirLeCanal } from './ecran-public.ts';

/** Ecran public : ce que le president dirige, et rien d'autre ; ni liste, ni note, ni page voisine. */
export const PagePublique = () => {
  const [dirige, setDirige] = useState<Dirige>(null);
  useEffect(() => {
    const canal = ouvrirLeCanal(setDirige);
    demanderQuoi();
    return canal.fermer;
  }, []);
  return (
    <div className="ecran-public">
      <TitrePage onglet="Écran public">{dirige === null ? 'Audience en cours' : dirige.titre}</TitrePage>
      {dirige === null ? (
        <p className="discret">Rien n’est montré pour le moment.</p>
      ) : dirige.typeMime === 'application/pdf' ? (
        <UnePage
          key={`${dirige.piece}.${dirige.page}`}
          adresse={client.adresse('GET /api/dossiers/:idj/pieces/:id', {
            idj: dirige.idj,
            id: dirige.piece,
            requete: {},
          })}
          page={dirige.page}
          titre={`${dirige.titre}, page ${dirige.page}`}
        />
      ) : (
        <img
          className="une-page"
          alt={dirige.titre}
          src={client.adresse('GET /api/dossiers/:idj/pieces/:id/vignette', {
            idj: dirige.idj,
            id: dirige.piece,
            requete: { grand: '1' },
          })}
        />
      )}
    </div>
  );
};
