import { BandeauFige, heure, useSeconde } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { lectureLiaison } from './donnees.ts';
import { useFraicheur } from './fraicheur.ts';

/** Son propre flux est perdu : dit par la coquille partout, et ici sur l'ecran mural, qui la couvre. */
export const BandeauDuMur = () => {
  const { etat } = useFraicheur();
  return (
    <BandeauFige depuis={etat.etat === 'fige' ? etat.depuis : undefined}>
      Les comptes à rebours continuent ; ce qui a changé depuis n’est pas montré.
    </BandeauFige>
  );
};

/** Depuis quand l'autre ministere est muet. Rien si l'echange passe. */
export const BandeauDeLUnite = () => {
  const liaison = useQuery(lectureLiaison);
  const absent = liaison.data?.absentDepuis ?? null;
  if (absent === null) return null;
  return (
    <output className="bandeau-fige bandeau-fige-la">
      <strong>L’unité ne répond plus depuis {heure(absent)}.</strong>{' '}
      <span>
        L’échange entre les deux ministères est coupé : le tableau montre ce qui était arrivé avant. Ce que
        vous signez est gardé et partira seul au retour ; en cas d’urgence, téléphonez.
      </span>
    </output>
  );
};

/** « à jour il y a 3 s », ou l'attente du flux. */
export const TemoinDeFraicheur = () => {
  const { etat, signeA } = useFraicheur();
  const { ms } = useSeconde();
  if (etat.etat === 'fige') return <span className="fraicheur fraicheur-figee">données figées</span>;
  if (signeA === undefined || etat.etat === 'reconnexion')
    return <span className="fraicheur fraicheur-attente">reconnexion…</span>;
  const age = Math.max(0, Math.round((ms - signeA) / 1_000));
  return (
    <span className="fraicheur">
      <span aria-hidden="true" className="fraicheur-point" />
      à jour il y a <span className="chiffres">{age} s</span>
    </span>
  );
};
