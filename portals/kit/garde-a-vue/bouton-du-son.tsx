import { Bell, BellOff } from 'lucide-react';
import { Bouton } from '../bouton.tsx';
import { reglerLeSon, useSonPermis } from './sons.ts';

/** Le son des alarmes de ce poste : son etat se lit, un clic le change. */
export function BoutonDuSon() {
  const son = useSonPermis();
  return (
    <Bouton
      genre="discret"
      aria-pressed={!son}
      aria-label={son ? 'Couper le son des alarmes' : 'Remettre le son des alarmes'}
      onClick={() => reglerLeSon(!son)}
    >
      {son ? <Bell size={16} aria-hidden="true" /> : <BellOff size={16} aria-hidden="true" />}
      <span>{son ? 'Son des alarmes' : 'Alarmes sans son'}</span>
    </Bouton>
  );
}
