import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ajouterDurable, ecrireDurable } from './fichier-durable.ts';
import type { Ordre } from './protocole.ts';

/** Ordres déjà présentés. Rend `false`, sans rien retenir, si l'un d'eux l'a déjà été (ou figure deux fois dans le lot). */
export type ConsommerOrdres = (
  ordres: readonly Pick<Ordre, 'jti' | 'exp'>[],
  maintenant: Date,
) => Promise<boolean>;

/** Ouvre la mémoire des ordres : en mémoire et dans `ordres-vus.txt`, pour qu'un redémarrage de l'agent n'en fasse pas resservir. */
export async function ouvrirRejeu(dossier: string, maintenant: Date): Promise<ConsommerOrdres> {
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  const chemin = join(dossier, 'ordres-vus.txt');
  const vus = new Map(lireVus(await readFile(chemin, 'utf8').catch(() => ''), maintenant));
  await ecrireDurable(chemin, enLignes([...vus]));
  return async (ordres, instant) => {
    purger(vus, instant);
    const jtis = new Set(ordres.map(({ jti }) => jti));
    if (jtis.size !== ordres.length || ordres.some(({ jti }) => vus.has(jti))) return false;
    // Retenus en mémoire avant la première attente : deux demandes simultanées ne passent pas toutes deux.
    const nouveaux = ordres.map(({ jti, exp }): [string, number] => [jti, exp]);
    for (const [jti, exp] of nouveaux) vus.set(jti, exp);
    await ajouterDurable(chemin, enLignes(nouveaux));
    return true;
  };
}

const enLignes = (vus: readonly (readonly [string, number])[]): string =>
  vus.map(([jti, exp]) => `${exp} ${encodeURIComponent(jti)}\n`).join('');

const lireVus = (texte: string, maintenant: Date): readonly (readonly [string, number])[] =>
  texte.split('\n').flatMap((ligne) => {
    const [exp = '', jti = ''] = ligne.split(' ');
    return jti !== '' && Number(exp) * 1000 > maintenant.getTime()
      ? [[decodeURIComponent(jti), Number(exp)] as const]
      : [];
  });

function purger(vus: Map<string, number>, maintenant: Date): void {
  for (const [jti, exp] of vus) if (exp * 1000 <= maintenant.getTime()) vus.delete(jti);
}
