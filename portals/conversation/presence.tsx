import type { PresenceVue } from '@ppn/messagerie/contract';
import { heure } from '@ppn/kit';
import { usePoste } from './contexte.tsx';

/** Qui est la de l'autre cote, et qui tient la permanence ; jamais par la seule couleur. */
export function Presence({ presences }: { readonly presences: readonly PresenceVue[] }) {
  const { moi } = usePoste();
  const autres = presences.filter(({ code }) => code !== moi.code);
  return (
    <ul className="conversation-presence" aria-label="Présence">
      {autres.map((presence) => (
        <li key={presence.code}>
          <span className={presence.enLigne.length > 0 ? 'temoin temoin-vif' : 'temoin temoin-attente'}>
            {phraseDe(presence)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function phraseDe({ enLigne, permanence }: PresenceVue): string {
  const tenue = permanence?.tenuePar ?? null;
  const tenant = tenue === null ? undefined : enLigne.find(({ matricule }) => matricule === tenue.matricule);
  const qui =
    tenue === null
      ? ''
      : `permanence tenue par ${tenue.nom}${permanence?.depuis ? ` depuis ${heure(permanence.depuis)}` : ''}${tenant ? ', en ligne' : ', hors ligne'}`;
  const autres = enLigne.filter(({ matricule }) => matricule !== tenue?.matricule).map(({ nom }) => nom);
  const presents = autres.length === 0 ? '' : `${autres.join(', ')} en ligne`;
  return [qui, presents].filter(Boolean).join(' · ') || 'personne en ligne : le message attendra';
}
