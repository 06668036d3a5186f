import type { BaseEchange } from '../tables.ts';
import { demandeDeRapprochement, type ReponseDeRapprochement, resumer } from './fenetre.ts';
import { integres } from './lire.ts';

/** Repond au pair : ce qui est integre ici, fenetre par fenetre ; `undefined` si sa demande n'est pas lisible. */
export async function repondreAuRapprochement(
  base: BaseEchange,
  corps: unknown,
): Promise<ReponseDeRapprochement | undefined> {
  const lue = demandeDeRapprochement.safeParse(corps);
  if (!lue.success) return undefined;
  const resumes: ReponseDeRapprochement['resumes'] = [];
  for (const fenetre of lue.data.fenetres) {
    const plis = await integres(base, lue.data.quoi, fenetre);
    const [seul] = fenetre.a - fenetre.de === 1 ? plis : [];
    resumes.push({
      ...resumer(plis),
      pli: seul ? { id: seul.id, empreinte: seul.empreinte } : null,
    });
  }
  return { resumes };
}
