import { attendre, attendu, type Magistrat } from './joueur.ts';

/** Les arrivees a trier de la juridiction. */
const arrivees = async ({ client }: Magistrat) =>
  attendu('arrivées', await client.appeler('GET /api/arrivees', { requete: { sort: 'a-trier' } })).arrivees;

/** L'arrivee de ce dossier, des qu'elle est a trier. */
const arriveeDe = (greffier: Magistrat, idj: string) =>
  attendre('arrivée au greffe', async () =>
    (await arrivees(greffier)).find((arrivee) => arrivee.idj === idj),
  );

/** Enregistre la procedure au bureau d'ordre ; rend son numero de parquet. */
export async function enregistrerAuGreffe(greffier: Magistrat, idj: string): Promise<string> {
  const arrivee = await arriveeDe(greffier, idj);
  const { resultats } = attendu(
    'enregistrement',
    await greffier.client.appeler('POST /api/arrivees/enregistrement', {
      corps: { arrivees: [{ idj: arrivee.idj, pli: arrivee.pli }] },
    }),
  );
  const numero = resultats[0]?.numero;
  if (!numero) throw new Error(`Pas enregistrée : ${resultats[0]?.refus ?? ''}`);
  return numero;
}

/** Rend la procedure a l'unite : le premier fait est a preciser. */
export async function retournerALUnite(greffier: Magistrat, idj: string): Promise<void> {
  const { pli, endroits } = await arriveeDe(greffier, idj);
  const cible = endroits.find((endroit) => endroit.cible.genre === 'fait')?.cible ?? { genre: 'dossier' };
  const phrase = 'Date ou lieu des faits à préciser : l’adresse de la victime au moment des messages manque.';
  attendu(
    'retour',
    await greffier.client.appeler('POST /api/arrivees/:idj/retour', {
      idj,
      corps: { pli, remarques: [{ motif: 'fait-incomplet', phrase, cible }] },
    }),
  );
}

/** Certifie les cotes de la procedure : elles ne changent plus. */
export const certifierLesCotes = async (greffier: Magistrat, idj: string): Promise<void> =>
  void attendu(
    'certification',
    await greffier.client.appeler('POST /api/dossiers/:idj/cotes/certification', { idj }),
  );
