import { Bouton } from '@ppn/kit';
import { Eye } from 'lucide-react';
import { client } from '../application/client.ts';

/** Apercu PDF dans un autre onglet : ouvert avant l'attente, sinon le navigateur le bloque. */
export function BoutonApercu({
  idj,
  acteId,
  vider,
}: {
  readonly idj: string;
  readonly acteId: string;
  readonly vider: () => Promise<boolean>;
}) {
  const ouvrir = async (): Promise<void> => {
    const onglet = window.open('', '_blank');
    await vider();
    if (onglet !== null)
      onglet.location.href = client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId });
  };
  return (
    <Bouton icone={<Eye size={16} aria-hidden="true" />} onClick={() => void ouvrir()}>
      Aperçu PDF
    </Bouton>
  );
}
