import type { ContenuDeMessage } from '../contract.ts';
import { formeCherchee } from '../forme-cherchee.ts';
import type { Tx } from '../tables.ts';

/** Garde le contenu d'un message, cherchable. */
export async function garderContenu(
  tx: Tx,
  {
    message,
    fil,
    contenu,
    sel,
  }: {
    readonly message: string;
    readonly fil: string;
    readonly contenu: ContenuDeMessage;
    readonly sel: string;
  },
): Promise<void> {
  const { texte, compteRendu, jointes } = contenu;
  const mots = [
    texte,
    ...(compteRendu === null
      ? []
      : [
          compteRendu.nature,
          compteRendu.question,
          compteRendu.synthese,
          compteRendu.gardeAVue,
          ...compteRendu.faits,
          ...compteRendu.personnes.map(({ nom }) => nom),
        ]),
    ...jointes.map(({ nom }) => nom),
  ];
  await tx
    .insertInto('message_contenu')
    .values({ message, fil, contenu: JSON.stringify(contenu), sel, recherche: formeCherchee(mots.join(' ')) })
    .execute();
}
