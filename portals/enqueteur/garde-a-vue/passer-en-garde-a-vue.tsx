import { Bouton } from '@ppn/kit';
import { useNavigate } from '@tanstack/react-router';

/** D'une audition libre au placement : la personne, les faits et l'heure de debut suivent (63 III al. 1 CPP). */
export function PasserEnGardeAVue({
  idj,
  acteId,
  avant,
}: {
  readonly idj: string;
  readonly acteId: string;
  /** Ce qui doit etre enregistre d'abord. */
  readonly avant?: () => Promise<unknown>;
}) {
  const naviguer = useNavigate();
  const passer = async (): Promise<void> => {
    await avant?.();
    await naviguer({ to: '/placement/$idj', params: { idj }, search: { audition: acteId } });
  };
  return <Bouton onClick={() => void passer()}>Passer en garde à vue</Bouton>;
}
