import { consigner, faitDossier, fluxDossier, type PortsDossier, type TxDossier } from '@ppn/dossier';

/** Une depeche recue, telle que l'echange la confie. */
type Recue = { readonly objet: string; readonly emetteur: string; readonly corps: unknown };

/**
 * A l'unite : ce que le greffe a fait de la procedure devient un fait du dossier. N'est recu que de la Justice, sur un
 * dossier connu, et du genre attendu ; sinon la depeche est refusee, motif chez l'emetteur.
 */
export const recepteurDuGreffe =
  (ports: PortsDossier) =>
  async (tx: TxDossier, { objet, emetteur, corps }: Recue): Promise<void | { readonly refus: string }> => {
    const lu = faitDossier.safeParse(corps);
    if (!lu.success || (lu.data.type !== 'procedure-enregistree' && lu.data.type !== 'procedure-retournee'))
      return { refus: 'Dépêche du greffe illisible.' };
    if (ports.service !== 'interieur' || emetteur !== 'justice')
      return { refus: 'Seul un greffe enregistre ou retourne une procédure.' };
    const { juridiction } = lu.data.donnees;
    const connu = await tx
      .selectFrom('dossier')
      .select('juridiction')
      .where('idj', '=', objet)
      .executeTakeFirst();
    if (connu?.juridiction !== juridiction.code)
      return { refus: 'Ce dossier n’a pas été transmis à cette juridiction.' };
    await consigner(tx, fluxDossier(objet), [lu.data], `service-${emetteur}`, ports);
  };
