import { Alerte, Bouton, BoutonIcone, taille } from '@ppn/kit';
import { FilePlus, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { client } from '../client.ts';

/** Un PDF depose, examine, pas encore soumis. */
export type Depot = { readonly id: string; readonly nom: string; readonly taille: number };

/** Depose des PDF, par le bouton ou en les lachant ; un refus dit pourquoi et n'arrete pas les autres. */
export const DepotDesPdf = ({
  depots,
  changer,
}: {
  readonly depots: readonly Depot[];
  readonly changer: (suite: (avant: readonly Depot[]) => readonly Depot[]) => void;
}) => {
  const choisir = useRef<HTMLInputElement>(null);
  const [refus, setRefus] = useState<readonly string[]>([]);
  const [attente, setAttente] = useState(0);
  const deposer = async (fichiers: readonly File[]): Promise<void> => {
    setRefus([]);
    setAttente(fichiers.length);
    for (const fichier of fichiers) {
      const rendu = await client.deposer('POST /api/circuits/depots', { nom: fichier.name, octets: fichier });
      if (rendu.ok) {
        const { id, nom, taille: octets } = rendu.valeur;
        changer((avant) => [...avant, { id, nom, taille: octets }]);
      } else setRefus((avant) => [...avant, `${fichier.name} : ${rendu.refus.detail}`]);
      setAttente((avant) => avant - 1);
    }
  };
  const retirer = (id: string): void => {
    changer((avant) => avant.filter((un) => un.id !== id));
    void client.appeler('DELETE /api/circuits/depots/:id', { id });
  };
  const lacher = (evenement: DragEvent): void => {
    evenement.preventDefault();
    void deposer([...evenement.dataTransfer.files]);
  };
  return (
    // Lacher des fichiers double le bouton, qui reste le geste au clavier.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="pile-serree depot-des-pdf"
      aria-label="PDF à faire signer"
      onDragOver={(evenement) => evenement.preventDefault()}
      onDrop={lacher}
    >
      <span className="rangee">
        <Bouton icone={<FilePlus size={16} aria-hidden="true" />} onClick={() => choisir.current?.click()}>
          Choisir des PDF
        </Bouton>
        <span className="discret petit">
          {attente > 0 ? `Dépôt et examen : encore ${attente}…` : 'ou lâchez-les ici'}
        </span>
      </span>
      <input
        ref={choisir}
        type="file"
        className="hors-ecran"
        aria-label="PDF à faire signer"
        tabIndex={-1}
        accept="application/pdf"
        multiple
        onChange={(evenement) => {
          void deposer([...(evenement.target.files ?? [])]);
          evenement.target.value = '';
        }}
      />
      {refus.length === 0 ? null : (
        <Alerte ton="danger" titre="Pas déposé" vive>
          <ul>
            {refus.map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </Alerte>
      )}
      {depots.length === 0 ? null : (
        <ul className="points">
          {depots.map(({ id, nom, taille: octets }) => (
            <li key={id} className="rangee-ecartee">
              <span>{nom}</span>
              <span className="rangee">
                <span className="discret petit chiffres">{taille(octets)}</span>
                <BoutonIcone libelle={`Retirer ${nom}`} onClick={() => retirer(id)}>
                  <X size={16} aria-hidden="true" />
                </BoutonIcone>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
