import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { envoyerOctets } from './octets.ts';

/** Rend des octets tenus en memoire ; `telecharger` : a garder plutot qu'a montrer. */
export const rendreOctets = async (
  { brute, reponse }: { readonly brute: FastifyRequest; readonly reponse: FastifyReply },
  { octets, typeMime, nom }: { readonly octets: Uint8Array; readonly typeMime: string; readonly nom: string },
  telecharger = false,
): Promise<void> =>
  envoyerOctets(
    brute,
    reponse,
    {
      taille: octets.length,
      typeMime,
      nom,
      empreinte: createHash('sha256').update(octets).digest('hex'),
      async *lire({ debut, fin }) {
        yield octets.subarray(debut, fin);
      },
    },
    telecharger,
  );
