import { ouvrirActes } from './actes.ts';
import { chargerCryptoki } from './cryptoki.ts';
import type { Requete } from './echanges.ts';
import { ouvrirRayon } from './jetons.ts';

/**
 * Processus a part, un par module : le code du fabricant y tourne seul. S'il plante ou se fige, l'agent reste debout.
 * Une requete a la fois ; les codes n'arrivent que par le canal du pere.
 */
const [chemin = ''] = process.argv.slice(2);
const cryptoki = charger();
const rayon = ouvrirRayon(cryptoki);
const actes = ouvrirActes(cryptoki, rayon);

function charger(): ReturnType<typeof chargerCryptoki> {
  try {
    return chargerCryptoki(chemin);
  } catch (cause) {
    process.stderr.write(
      `Module PKCS#11 inutilisable, ${chemin} : ${cause instanceof Error ? cause.message : ''}\n`,
    );
    return process.exit(1);
  }
}

const traiter = (requete: Requete): object => {
  switch (requete.genre) {
    case 'lister':
      return { ok: true, valeur: rayon.lister() };
    case 'signer':
      return actes.signer(requete.demande);
    case 'debloquer':
      return actes.debloquer(requete.demande);
    case 'deriver':
      return actes.deriver(requete.demande);
    case 'secrets':
      return actes.secrets(requete.demande);
  }
};

process.on('disconnect', () => process.exit(0));
process.on('message', ({ numero, requete }: { readonly numero: number; readonly requete: Requete }) => {
  process.send?.({ numero, reponse: traiter(requete) });
});
