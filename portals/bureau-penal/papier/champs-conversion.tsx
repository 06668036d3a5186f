import { Alerte, ChampsDeConversion, Chargement, PagesNumerisees } from '@ppn/kit';
import { useState } from 'react';
import { client } from '../client.ts';
import type { ProprietesChamps } from '../decision/proprietes-des-champs.ts';
import { memoire } from '../donnees.ts';
import { Quand } from '../mention/champs-mention.tsx';

/** Conversion d'une piece papier recue au greffe : les champs de l'unite, le depot du greffe (A.53-7 CPP). */
export const ChampsConversion = ({ acteId, ...champs }: ProprietesChamps & { readonly acteId: string }) => {
  const { dossier, contenu, erreurDe, modifier } = champs;
  const { idj } = dossier;
  const [attente, setAttente] = useState(0);
  const [refus, setRefus] = useState<readonly string[]>([]);
  const relire = (): void => void memoire.invalidateQueries({ queryKey: ['dossier', idj] });
  const deposer = async (fichiers: readonly File[]): Promise<void> => {
    setRefus([]);
    setAttente(fichiers.length);
    for (const fichier of fichiers) {
      const rendu = await client.deposer('POST /api/dossiers/:idj/fichiers', {
        idj,
        requete: { acte: acteId },
        nom: fichier.name,
        octets: fichier,
        ...(fichier.type === '' ? {} : { typeMime: fichier.type }),
      });
      if (!rendu.ok) setRefus((avant) => [...avant, `${fichier.name} : ${rendu.refus.detail}`]);
      setAttente((avant) => avant - 1);
    }
    relire();
  };
  const retirer = async (id: string): Promise<void> => {
    await client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', { idj, id });
    relire();
  };
  const brouillon = {
    contenu,
    erreur: erreurDe,
    ecrire: (champ: string, valeur: unknown) => modifier({ [champ]: valeur }),
  };
  return (
    <ChampsDeConversion
      {...brouillon}
      quand={<Quand {...champs} champ="convertieA" libelle="Conversion" />}
      pages={
        <>
          <PagesNumerisees
            {...brouillon}
            deposes={dossier.fichiers.filter((fichier) => fichier.acteId === acteId)}
            deposer={(fichiers) => void deposer(fichiers)}
            retirer={(id) => void retirer(id)}
          />
          {attente > 0 ? <Chargement libelle="Dépôt de la pièce numérisée" /> : null}
          {refus.length === 0 ? null : (
            <Alerte ton="danger" titre="Dépôt refusé" vive>
              {refus.map((phrase) => (
                <p key={phrase}>{phrase}</p>
              ))}
            </Alerte>
          )}
        </>
      }
    />
  );
};
