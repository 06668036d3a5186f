import { createHash } from 'node:crypto';
import { Client, type Entry, type SearchOptions } from 'ldapts';
import { lireLaLigne, trouverLesColonnes } from './domain/personnes.ts';
import type { Source } from './importer.ts';

/** Un annuaire LDAP a lire. `ca` (PEM) : l'autorite de son certificat, pour `ldaps://`. */
export type ReglagesLdap = {
  readonly url: string;
  readonly dn: string;
  readonly motDePasse: string;
  readonly base: string;
  readonly filtre: string;
  readonly ca?: string | undefined;
};

/** Attributs lus (inetOrgPerson), dans l'ordre des colonnes d'une liste. */
const ATTRIBUTS = ['sn', 'givenName', 'o', 'employeeNumber', 'mail'] as const;
const { colonnes: COLONNES } = trouverLesColonnes(['nom', 'prenom', 'organisation', 'numero', 'courriel']);
const PAGE = 500;
const DELAI_MS = 30_000;
const ENTREES_MAX = 500_000;

/**
 * Les personnes d'un annuaire LDAP, page par page, comme une source de l'import : memes controles, meme garde-fou. Une
 * liaison coupee lance, et l'import entier est defait.
 */
export const sourceLdap = ({ url, dn, motDePasse, base, filtre, ca }: ReglagesLdap): Source => ({
  nom: `${url}/${base}`,
  sha256: createHash('sha256').update(`${url} ${base} ${filtre} ${new Date().toISOString()}`).digest('hex'),
  personnes: async function* () {
    const client = new Client({
      url,
      timeout: DELAI_MS,
      connectTimeout: DELAI_MS,
      ...(ca === undefined ? {} : { tlsOptions: { ca, minVersion: 'TLSv1.2' } }),
    });
    let rang = 0;
    try {
      await client.bind(dn, motDePasse);
      const options: SearchOptions = {
        scope: 'sub',
        filter: filtre,
        attributes: [...ATTRIBUTS],
        paged: { pageSize: PAGE },
      };
      for await (const { searchEntries } of client.searchPaginated(base, options))
        for (const entree of searchEntries) {
          rang += 1;
          if (rang > ENTREES_MAX) throw new Error('Cet annuaire a plus de 500 000 entrées.');
          const lu = lireLaLigne(
            { ligne: rang, cellules: ATTRIBUTS.map((nom) => texteDe(entree, nom)) },
            COLONNES,
          );
          if (lu.genre === 'personne') yield lu.personne;
          else
            yield { ecartee: lu.genre, detail: `${entree.dn} : ${lu.genre === 'illisible' ? lu.motif : ''}` };
        }
    } finally {
      await client.unbind().catch(() => undefined);
    }
  },
});

/** La premiere valeur d'un attribut. */
function texteDe(entree: Entry, attribut: string): string {
  const valeur = entree[attribut];
  const premiere = Array.isArray(valeur) ? valeur[0] : valeur;
  return premiere === undefined ? '' : premiere.toString();
}
