import { chargerDepot } from '../consigner.ts';
import type { Identite, PortsTransfert } from '../ports.ts';

/**
 * Qui agit sur ce depot : la personne elle-meme, ou celle qu'une delegation en cours lui permet de suppleer. Le depot reste
 * remis au destinataire ; chaque fait nomme les deux.
 */
export async function identitePour(
  ports: PortsTransfert,
  identite: Identite,
  depot: string,
): Promise<Identite> {
  if (ports.delegants === undefined) return identite;
  const vise = await chargerDepot(ports.db, depot);
  const { id, nom } = identite.correspondant;
  const sien =
    vise === undefined ||
    vise.depose.expediteur.id === id ||
    vise.depose.destinataires.some((personne) => personne.id === id);
  if (sien) return identite;
  const supplees = await ports.delegants(id);
  const trouvee = supplees.find(({ delegant }) =>
    vise.depose.destinataires.some((personne) => personne.id === delegant.id),
  );
  return trouvee === undefined
    ? identite
    : { ...identite, correspondant: trouvee.delegant, par: { id, nom, delegation: trouvee.delegation } };
}

/** Soi, et ceux que l'on supplee maintenant. */
export async function suppleesPar(
  { delegants }: PortsTransfert,
  { correspondant }: Identite,
): Promise<readonly string[]> {
  const supplees = (await delegants?.(correspondant.id)) ?? [];
  return [correspondant.id, ...supplees.map(({ delegant }) => delegant.id)];
}
