import { Bouton, ChampTexte, Dialogue, Echec } from '@ppn/kit';
import type { ProblemeVu } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { PointsDAttention } from '../acte/manques.tsx';
import { PanneauSignature } from '../acte/panneau-signature.tsx';
import type { Redaction } from '../application/types.ts';
import { completerActe } from './preparer.ts';

type Proprietes = {
  readonly idj: string;
  readonly actes: readonly Redaction[];
  /** Recoit le nombre d'actes signes. */
  readonly surFin: (signes: number) => void;
};

/** Signe un lot d'actes de la mesure : ce qui manque, puis les points d'attention et leur motif, puis un seul PIN. */
export function SignerLesActes({ idj, actes, surFin }: Proprietes) {
  const [lot, poserLot] = useState(actes);
  const fermer = (): void => surFin(0);
  const incomplets = lot.filter(({ manques }) => manques.some(({ champ }) => champ !== 'passerOutre'));
  if (incomplets.length > 0) return <Incomplets actes={incomplets} idj={idj} surFermeture={fermer} />;
  if (lot.some(({ manques }) => manques.length > 0))
    return <PasserOutre lot={lot} surMotif={poserLot} surFermeture={fermer} />;
  return (
    <PanneauSignature
      idj={idj}
      actes={lot.map(({ acteId, titre }) => ({ acteId, titre }))}
      surFermeture={surFin}
    />
  );
}

function Incomplets({
  actes,
  idj,
  surFermeture,
}: {
  readonly actes: readonly Redaction[];
  readonly idj: string;
  readonly surFermeture: () => void;
}) {
  return (
    <Dialogue titre="Avant de signer" surFermeture={surFermeture}>
      {actes.map(({ acteId, titre, manques }) => (
        <section key={acteId} className="pile-serree" aria-label={titre}>
          <h3>{titre}</h3>
          <ul className="points">
            {manques.map(({ champ, phrase }) => (
              <li key={champ + phrase}>{phrase}</li>
            ))}
          </ul>
          <Link to="/dossiers/$idj/actes/$acteId" params={{ idj, acteId }}>
            Ouvrir cet acte
          </Link>
        </section>
      ))}
      <div className="dialogue-pied">
        <Bouton genre="primaire" onClick={surFermeture}>
          Revenir
        </Bouton>
      </div>
    </Dialogue>
  );
}

/** Points d'attention : rien n'empeche de signer, mais passer outre demande un motif, qui reste dans l'acte et au registre. */
function PasserOutre({
  lot,
  surMotif,
  surFermeture,
}: {
  readonly lot: readonly Redaction[];
  readonly surMotif: (lot: readonly Redaction[]) => void;
  readonly surFermeture: () => void;
}) {
  const [motif, poserMotif] = useState('');
  const [montre, poserMontre] = useState(false);
  const [refus, poserRefus] = useState<ProblemeVu | undefined>(undefined);
  const vises = lot.filter(({ manques }) => manques.length > 0);
  const envoyer = async (): Promise<void> => {
    poserMontre(true);
    if (motif.trim() === '') return;
    const suite: Redaction[] = [];
    for (const acte of lot) {
      const rendu = vises.includes(acte)
        ? await completerActe(acte, { passerOutre: motif.trim() })
        : undefined;
      if (rendu !== undefined && !rendu.ok) return poserRefus(rendu.refus);
      suite.push(rendu === undefined ? acte : rendu.valeur);
    }
    surMotif(suite);
  };
  const points = vises.flatMap((acte) => acte.points);
  const uniques = points.filter(
    ({ phrase }, rang) => points.findIndex((un) => un.phrase === phrase) === rang,
  );
  return (
    <Dialogue titre="Avant de signer" surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          void envoyer();
        }}
      >
        <PointsDAttention points={uniques} />
        <ChampTexte
          libelle="Motif de passer outre (reste dans l’acte)"
          value={motif}
          erreur={montre && motif.trim() === '' ? 'Donnez le motif, ou revenez corriger.' : undefined}
          surSaisie={poserMotif}
        />
        {refus === undefined ? null : <Echec probleme={refus} />}
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Revenir corriger</Bouton>
          <Bouton genre="primaire" type="submit">
            Passer outre et signer
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}
