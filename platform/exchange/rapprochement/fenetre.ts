import { arbreEnMemoire, enHexa, hacherFeuille, utf8 } from '@ppn/tlog';
import * as z from 'zod';

/** Un pli tel que chaque service le compte : son identifiant et l'empreinte exacte de ses octets. */
export type PliCompte = { readonly rang: number; readonly id: string; readonly empreinte: string };

/** Ce qu'on compte : les plis, ou les depeches, chacun dans ses rangs. */
export const registre = z.enum(['plis', 'depeches']);
export type Registre = z.infer<typeof registre>;

const rang = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** Rangs `]de, a]` de l'emetteur ; `exclus` : ceux qu'il n'a pas encore conclus, ou dont le sort est un refus. */
export const fenetre = z.object({ de: rang, a: rang, exclus: z.array(rang).max(1_000) });
export type Fenetre = z.infer<typeof fenetre>;

/** Nombre de plis d'une fenetre et racine de Merkle (RFC 6962) de leurs lignes, en hexadecimal. */
export const resume = z.object({ nombre: z.number().int().nonnegative(), racine: z.string().length(64) });
export type Resume = z.infer<typeof resume>;

/** Ce que l'emetteur demande : un resume par fenetre, au plus cent. */
export const demandeDeRapprochement = z.object({
  quoi: registre.default('plis'),
  fenetres: z.array(fenetre).min(1).max(100),
});

/** Ce que le destinataire rend, dans le meme ordre ; `pli` : le seul pli d'une fenetre d'un rang, s'il l'a. */
export const reponseDeRapprochement = z.object({
  resumes: z
    .array(
      resume.extend({
        pli: z.object({ id: z.uuid(), empreinte: z.string().length(64) }).nullable(),
      }),
    )
    .max(100),
});
export type ReponseDeRapprochement = z.infer<typeof reponseDeRapprochement>;

/** Resume des plis d'une fenetre, dans l'ordre des rangs. Une feuille : `<id> <empreinte>`. */
export const resumer = (plis: readonly PliCompte[]): Resume => ({
  nombre: plis.length,
  racine: enHexa(
    arbreEnMemoire(plis.map(({ id, empreinte }) => hacherFeuille(utf8(`${id} ${empreinte}`)))).racine(),
  ),
});

export const memeResume = (un: Resume, autre: Resume): boolean =>
  un.nombre === autre.nombre && un.racine === autre.racine;

/** Les deux moities d'une fenetre de plusieurs rangs. */
export function couper({ de, a, exclus }: Fenetre): readonly [Fenetre, Fenetre] {
  const milieu = Math.floor((de + a) / 2);
  return [
    { de, a: milieu, exclus: exclus.filter((exclu) => exclu <= milieu) },
    { de: milieu, a, exclus: exclus.filter((exclu) => exclu > milieu) },
  ];
}
