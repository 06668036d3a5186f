import { Alerte, annoncer, Bouton, ChampChoix } from '@ppn/kit';
import { useState } from 'react';
import type { ClientDeCopie, PieceACopier } from './copie.tsx';

type Motif = NonNullable<PieceACopier['reserve']>;

const MOTIFS: Readonly<Record<Motif, string>> = {
  'occultation-attendue': 'Attend son occultation',
  'identite-protegee': 'Identité ou adresse protégée',
  'pv-distinct': 'Procès-verbal distinct',
  'dup-mineur': 'Dossier unique de personnalité (mineur)',
};
const AUCUN = { valeur: '', libelle: 'Se communique' } as const;
const CHOIX = [AUCUN, ...Object.entries(MOTIFS).map(([valeur, libelle]) => ({ valeur, libelle }))];

/** Tient une piece hors des copies, ou l'y remet : le motif est inscrit au dossier. */
export function Reserver({
  idj,
  client,
  pieces,
  relire,
}: {
  readonly idj: string;
  readonly client: ClientDeCopie;
  readonly pieces: readonly PieceACopier[];
  readonly relire: () => Promise<void>;
}) {
  const [choisie, choisir] = useState('');
  const [voulu, vouloir] = useState<string | undefined>(undefined);
  const [refus, poserRefus] = useState<string | undefined>(undefined);
  const piece = pieces.find(({ id }) => id === choisie) ?? pieces[0];
  if (piece === undefined) return null;
  const motif = voulu ?? piece.reserve ?? '';
  const inscrire = async (): Promise<void> => {
    const rendu = await client.appeler('PUT /api/dossiers/:idj/pieces/:id/reserve', {
      idj,
      id: piece.id,
      corps: { motif: estMotif(motif) ? motif : null },
    });
    poserRefus(rendu.ok ? undefined : rendu.refus.detail);
    if (!rendu.ok) return;
    annoncer(motif === '' ? 'La pièce se communique.' : 'La pièce reste hors des copies.');
    vouloir(undefined);
    await relire();
  };
  return (
    <details>
      <summary>Réserver une pièce</summary>
      <div className="copie-reserver">
        <ChampChoix
          libelle="Pièce"
          value={piece.id}
          surSaisie={(id) => {
            choisir(id);
            vouloir(undefined);
          }}
          options={pieces.map(({ id, cote, titre }) => ({ valeur: id, libelle: `${cote}. ${titre}` }))}
        />
        <ChampChoix libelle="Elle" value={motif} surSaisie={vouloir} options={CHOIX} />
        <Bouton onClick={() => void inscrire()}>Inscrire</Bouton>
      </div>
      {refus === undefined ? null : (
        <Alerte ton="danger" vive>
          {refus}
        </Alerte>
      )}
    </details>
  );
}

const estMotif = (valeur: string): valeur is Motif => valeur in MOTIFS;
