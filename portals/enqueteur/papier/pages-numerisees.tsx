import { Bouton, BoutonIcone, taille } from '@ppn/kit';
import { FilePlus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { listeDe } from '../acte/contenu.ts';
import { useFormulaire } from '../acte/redaction.ts';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import type { Vue } from '../application/types.ts';
import { useDepots } from '../dossier/depots.tsx';

/** Les fichiers de la numerisation : deposes pour cet acte, ils y entrent d'eux-memes, dans leur ordre de depot. */
export function PagesNumerisees({ vue }: { readonly vue: Vue }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const { acteId } = etat.servie;
  const depots = useDepots();
  const choisir = useRef<HTMLInputElement>(null);
  const retires = useRef<ReadonlySet<string>>(new Set());
  const cites = listeDe(etat.contenu, 'fichiers');
  const deposes = vue.fichiers.filter((fichier) => fichier.acteId === acteId);

  useEffect(() => {
    const nouveaux = deposes.filter(({ id }) => !cites.includes(id) && !retires.current.has(id));
    if (nouveaux.length > 0) ecrire('fichiers', [...cites, ...nouveaux.map(({ id }) => id)]);
  }, [deposes, cites, ecrire]);

  const retirer = async (id: string): Promise<void> => {
    retires.current = new Set([...retires.current, id]);
    ecrire(
      'fichiers',
      cites.filter((cite) => cite !== id),
    );
    await client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', { idj: vue.idj, id });
    invalider({ genre: 'dossier', idj: vue.idj });
  };
  return (
    <fieldset id="champ-fichiers" tabIndex={-1} className="pile-serree">
      <legend>
        Pièce numérisée <span className="discret petit">{cites.length}</span>
      </legend>
      <ul>
        {cites.map((id) => {
          const fichier = vue.fichiers.find((un) => un.id === id);
          return (
            <li key={id} className="rangee">
              <span>
                {fichier === undefined
                  ? 'fichier absent du dossier'
                  : `${fichier.nom}, ${taille(fichier.taille)}`}
              </span>
              <BoutonIcone
                libelle={`Retirer ${fichier?.nom ?? 'ce fichier'}`}
                onClick={() => void retirer(id)}
              >
                <X size={16} aria-hidden="true" />
              </BoutonIcone>
            </li>
          );
        })}
      </ul>
      {erreur('fichiers') === undefined ? null : <p className="champ-erreur">{erreur('fichiers')}</p>}
      <div className="zone-depot">
        <p>Déposez ici un PDF, ou une image par page. L’original numérisé n’est jamais modifié.</p>
        <Bouton icone={<FilePlus size={16} aria-hidden="true" />} onClick={() => choisir.current?.click()}>
          Choisir des fichiers
        </Bouton>
        <input
          ref={choisir}
          type="file"
          multiple
          hidden
          accept="application/pdf,image/*"
          aria-label="Choisir la pièce numérisée"
          onChange={(evenement) => {
            depots.deposer([...(evenement.target.files ?? [])], acteId);
            evenement.target.value = '';
          }}
        />
      </div>
    </fieldset>
  );
}
