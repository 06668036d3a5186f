/** Le point d'arret demande par `PPN_POINT_D_ARRET=nom[:n]` : le processus se tue au n-ieme passage (1 par defaut). */
type PointDArret = { readonly nom: string; readonly rang: number };

const demande = pointDArretDemande(process.env);
let passages = 0;

/**
 * Un pas persistant de la chaine (`await etape('echange.pli-prepare')`). Ne fait rien, sauf dans un essai de panne :
 * le processus meurt alors par SIGKILL, comme sous une coupure, et la promesse ne se resout jamais.
 */
export async function etape(nom: string): Promise<void> {
  if (demande?.nom !== nom) return;
  passages += 1;
  if (passages !== demande.rang) return;
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
}

/** Lit la demande ; lance une phrase claire si elle est mal ecrite, ou faite en production. */
export function pointDArretDemande(environnement: NodeJS.ProcessEnv): PointDArret | undefined {
  const texte = environnement['PPN_POINT_D_ARRET'];
  if (texte === undefined || texte === '') return undefined;
  if (environnement['NODE_ENV'] === 'production')
    throw new Error('PPN_POINT_D_ARRET est réservé aux essais : refusé quand NODE_ENV=production.');
  const lu = /^([a-z0-9.-]+)(?::([1-9]\d{0,5}))?$/.exec(texte);
  if (lu?.[1] === undefined)
    throw new Error(`PPN_POINT_D_ARRET=${texte} est mal écrit : attendu « nom » ou « nom:rang ».`);
  return { nom: lu[1], rang: Number(lu[2] ?? '1') };
}
