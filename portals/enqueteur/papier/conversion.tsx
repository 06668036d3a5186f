import { ChampsDeConversion, PagesNumerisees } from '@ppn/kit';
import { ChampDeTemps } from '../acte/champs-communs.tsx';
import { useFormulaire } from '../acte/redaction.ts';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import type { Vue } from '../application/types.ts';
import { useDepots } from '../dossier/depots.tsx';

/** Conversion d'une piece papier par l'enqueteur (A.53-7 CPP). */
export function ConversionPapier({ vue }: { readonly vue: Vue }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const depots = useDepots();
  const { acteId } = etat.servie;
  const brouillon = { contenu: etat.contenu, ecrire, erreur };
  const retirer = async (id: string): Promise<void> => {
    await client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', { idj: vue.idj, id });
    invalider({ genre: 'dossier', idj: vue.idj });
  };
  return (
    <ChampsDeConversion
      {...brouillon}
      quand={<ChampDeTemps champ="convertieA" libelle="Convertie le" />}
      pages={
        <PagesNumerisees
          {...brouillon}
          deposes={vue.fichiers.filter((fichier) => fichier.acteId === acteId)}
          deposer={(fichiers) => depots.deposer(fichiers, acteId)}
          retirer={(id) => void retirer(id)}
        />
      }
    />
  );
}
