import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import type { Base, BaseTemporaire } from '@ppn/postgres';
import { createSecretKey } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ObjetAbsent,
  ObjetAltere,
  ObjetTropVolumineux,
  StockagePlein,
  migrationsDuMagasin,
  ouvrirMagasin,
} from '../index.ts';
import type { Atelier, Magasin, Pilote } from '../index.ts';
import { enFlux, octetsDEssai, reunir, sha256 } from './octets.ts';

const SEGMENT = 256 * 1024;
const DEMAIN = Date.parse('2100-01-01T00:00:00Z');
const cle = createSecretKey(Buffer.alloc(32, 9));

/** Ce que tout stockage doit tenir, de la premiere ecriture a la reparation ; le meme texte pour le dossier et pour S3. */
export function conformite(
  nom: string,
  preparer: () => Promise<{ readonly pilote: Pilote; readonly fermer: () => Promise<void> }>,
): void {
  describe(nom, () => {
    let temporaire: BaseTemporaire;
    let base: Base<Record<never, never>>;
    let atelier: Atelier;
    let magasin: Magasin;
    let fermer: () => Promise<void>;

    beforeAll(async () => {
      temporaire = await baseTemporaire([migrationsDuMagasin]);
      base = ouvrirBase(temporaire.urlApplication);
      const prepare = await preparer();
      fermer = prepare.fermer;
      atelier = {
        db: base.db,
        pilote: prepare.pilote,
        environnement: 'essai',
        trousseau: { actif: 'kek-1', cle: () => cle },
      };
      magasin = ouvrirMagasin(atelier);
    }, 120_000);
    afterAll(async () => {
      await fermer();
      await base.fermer();
      await temporaire.detruire();
    });

    const identifiantDe = async (empreinte: string): Promise<string> =>
      (
        await sql<{
          identifiant: string;
        }>`select identifiant from objet where empreinte = ${empreinte}`.execute(base.db)
      ).rows[0]?.identifiant ?? '';
    const ranges = async (): Promise<number> => (await Array.fromAsync(atelier.pilote.lister())).length;
    const deposer = async (octets: Uint8Array) => {
      const depot = await magasin.deposerOctets(octets);
      expect(depot).toEqual({ ok: true, valeur: { empreinte: sha256(octets), taille: octets.length } });
      return sha256(octets);
    };
    /** Remplace le chiffre range par ce que `changer` en fait. */
    const falsifier = async (empreinte: string, changer: (chiffre: Buffer) => Buffer): Promise<void> => {
      const identifiant = await identifiantDe(empreinte);
      const chiffre = await reunir(
        atelier.pilote.lire(identifiant, 0, (await atelier.pilote.taille(identifiant)) ?? 0),
      );
      await atelier.pilote.supprimer(identifiant);
      const ecriture = await atelier.pilote.ecrire(identifiant);
      await ecriture.ajouter(changer(chiffre));
      await ecriture.publier();
    };

    test.each([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 9 * 1024 * 1024])(
      'un fichier de %i octets revient tel quel',
      async (taille) => {
        const octets = octetsDEssai(taille, taille + 1);
        const depot = await magasin.deposer(enFlux(octets, 100_003));
        expect(depot).toEqual({ ok: true, valeur: { empreinte: sha256(octets), taille } });
        expect((await reunir(magasin.lire(sha256(octets)))).equals(octets)).toBe(true);
        expect(await magasin.verifier(sha256(octets))).toBe('intact');
        expect(await magasin.taille(sha256(octets))).toBe(taille);
      },
    );

    test('une etendue rend exactement ses octets, a chaque frontiere de segment', async () => {
      const octets = octetsDEssai(3 * SEGMENT + 5, 3);
      const empreinte = await deposer(octets);
      const bornes = [0, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, octets.length];
      for (const debut of bornes)
        for (const fin of bornes.filter((borne) => borne >= debut)) {
          const lu = await reunir(magasin.lire(empreinte, { debut, fin }));
          expect(lu.equals(octets.subarray(debut, fin)), `${debut}-${fin}`).toBe(true);
        }
      await expect(reunir(magasin.lire(empreinte, { fin: octets.length + 1 }))).rejects.toThrow(RangeError);
    });

    test('une petite etendue ne lit que ses segments', async () => {
      const empreinte = await deposer(octetsDEssai(6 * SEGMENT, 31));
      let lus = 0;
      const compte: Pilote = {
        ...atelier.pilote,
        async *lire(identifiant, debut, fin) {
          lus += fin - debut;
          yield* atelier.pilote.lire(identifiant, debut, fin);
        },
      };
      await reunir(
        ouvrirMagasin({ ...atelier, pilote: compte }).lire(empreinte, {
          debut: 4 * SEGMENT + 1,
          fin: 4 * SEGMENT + 3,
        }),
      );
      expect(lus).toBe(74 + SEGMENT + 32);
    });

    test('le meme contenu n’est range qu’une fois, meme depose par deux a la fois', async () => {
      const octets = octetsDEssai(SEGMENT + 9, 41);
      const avant = await ranges();
      await Promise.all([deposer(octets), deposer(octets)]);
      await deposer(octets);
      expect(await ranges()).toBe(avant + 1);
    });

    test('le chiffre ne montre rien du clair', async () => {
      const octets = Buffer.from('le nom de la victime '.repeat(1000));
      const identifiant = await identifiantDe(await deposer(octets));
      const chiffre = await reunir(
        atelier.pilote.lire(identifiant, 0, (await atelier.pilote.taille(identifiant)) ?? 0),
      );
      expect(chiffre.length).toBe(74 + 32 + octets.length);
      expect(chiffre.includes('victime')).toBe(false);
    });

    const alterations: readonly (readonly [string, (chiffre: Buffer) => Buffer])[] = [
      ...[0, 20, 50, 75, 80, 100, 74 + SEGMENT + 31, -1].map(
        (rang) => [`un bit change a l’octet ${rang}`, (c: Buffer) => inverser(c, rang)] as const,
      ),
      ['le dernier segment retire', (c) => c.subarray(0, 74 + 2 * (SEGMENT + 32))],
      ['le dernier octet retire', (c) => c.subarray(0, -1)],
      ['un octet ajoute', (c) => Buffer.concat([c, Buffer.of(0)])],
      [
        'deux segments echanges',
        (c) =>
          Buffer.concat([
            c.subarray(0, 74),
            c.subarray(74 + SEGMENT + 32, 74 + 2 * (SEGMENT + 32)),
            c.subarray(74, 74 + SEGMENT + 32),
            c.subarray(74 + 2 * (SEGMENT + 32)),
          ]),
      ],
      ['tout efface', () => Buffer.alloc(0)],
    ];

    test.each(alterations)('altere : %s', async (cas, changer) => {
      const octets = octetsDEssai(2 * SEGMENT + 100, cas.length * 7 + 100);
      const empreinte = await deposer(octets);
      await falsifier(empreinte, changer);
      await expect(magasin.lireOctets(empreinte, 10 * SEGMENT)).rejects.toThrow(ObjetAltere);
      expect(await magasin.verifier(empreinte)).toBe('altere');
      await deposer(octets);
      expect(await magasin.verifier(empreinte)).toBe('intact');
    });

    test('le chiffre d’un autre objet, ou une ligne qui ment, ne s’ouvre pas', async () => {
      const [a, b] = [await deposer(octetsDEssai(500, 51)), await deposer(octetsDEssai(500, 52))];
      const identifiant = await identifiantDe(b);
      const autre = await reunir(atelier.pilote.lire(identifiant, 0, 606));
      await falsifier(a, () => autre);
      await expect(magasin.lireOctets(a, 1000)).rejects.toThrow(ObjetAltere);
      await sql`update objet set cle_enveloppee = (select cle_enveloppee from objet where empreinte = ${b}) where empreinte = ${a}`.execute(
        base.db,
      );
      await expect(magasin.lireOctets(a, 1000)).rejects.toThrow(ObjetAltere);
      expect(await Array.fromAsync(magasin.verifierTout())).toEqual([{ empreinte: a, etat: 'altere' }]);
      await deposer(octetsDEssai(500, 51));
    });

    test('un objet d’un autre environnement ne s’ouvre pas', async () => {
      const empreinte = await deposer(octetsDEssai(500, 53));
      await expect(
        ouvrirMagasin({ ...atelier, environnement: 'autre' }).lireOctets(empreinte, 1000),
      ).rejects.toThrow(ObjetAltere);
    });

    test('absent se dit absent, et le redeposer le repare', async () => {
      const octets = octetsDEssai(1000, 61);
      await expect(magasin.lireOctets(sha256(octets), 1000)).rejects.toThrow(ObjetAbsent);
      expect([await magasin.verifier(sha256(octets)), await magasin.taille(sha256(octets))]).toEqual([
        'absent',
        undefined,
      ]);
      const empreinte = await deposer(octets);
      await atelier.pilote.supprimer(await identifiantDe(empreinte));
      expect(await magasin.verifier(empreinte)).toBe('absent');
      await deposer(octets);
      expect(await magasin.verifier(empreinte)).toBe('intact');
    });

    test('au-dela de la limite, le depot et la lecture en memoire sont refuses, et rien ne reste', async () => {
      const octets = octetsDEssai(SEGMENT * 4, 71);
      const avant = await ranges();
      expect(await magasin.deposer(enFlux(octets, 1000), { tailleMax: octets.length - 1 })).toEqual({
        ok: false,
        refus: 'trop-volumineux',
      });
      expect([await ranges(), await magasin.taille(sha256(octets))]).toEqual([avant, undefined]);
      await expect(magasin.lireOctets(await deposer(octetsDEssai(100, 72)), 99)).rejects.toThrow(
        ObjetTropVolumineux,
      );
    });

    test('un envoi interrompu, petit ou grand, ne laisse rien, et son erreur remonte', async () => {
      const avant = await ranges();
      for (const taille of [1000, 20 * 1024 * 1024]) {
        const rompu = async function* (): AsyncGenerator<Uint8Array> {
          yield octetsDEssai(taille, 81);
          throw new Error('liaison rompue');
        };
        await expect(magasin.deposer(rompu())).rejects.toThrow('liaison rompue');
      }
      expect(await ranges()).toBe(avant);
      expect(await atelier.pilote.purgerInacheves(DEMAIN)).toBe(0);
    });

    test('un stockage plein est un refus net, et rien ne reste', async () => {
      const avant = await ranges();
      const plein: Pilote = {
        ...atelier.pilote,
        ecrire: async (identifiant) => ({
          ...(await atelier.pilote.ecrire(identifiant)),
          publier: () => Promise.reject(new StockagePlein()),
        }),
      };
      const octets = octetsDEssai(5000, 91);
      expect(await ouvrirMagasin({ ...atelier, pilote: plein }).deposerOctets(octets)).toEqual({
        ok: false,
        refus: 'stockage-plein',
      });
      expect([await ranges(), await magasin.taille(sha256(octets))]).toEqual([avant, undefined]);
    });

    test('une coupure entre l’objet et sa ligne laisse un orphelin que le balayage efface, sans toucher au reste', async () => {
      const garde = await deposer(octetsDEssai(1000, 101));
      const avant = await ranges();
      const ecriture = await atelier.pilote.ecrire('00112233445566778899aabbccddeeff');
      await ecriture.ajouter(Buffer.from('orphelin'));
      await ecriture.publier();
      expect((await magasin.balayer(0)).orphelins).toBe(0);
      expect(await ranges()).toBe(avant + 1);
      expect((await magasin.balayer(DEMAIN)).orphelins).toBe(1);
      expect([await ranges(), await magasin.verifier(garde)]).toEqual([avant, 'intact']);
    });

    test('changer de cle d’enveloppe ne touche pas aux octets, et l’ancienne ne sert plus', async () => {
      const empreinte = await deposer(octetsDEssai(1000, 111));
      const avant = await identifiantDe(empreinte);
      const neuve = createSecretKey(Buffer.alloc(32, 10));
      const tournant = ouvrirMagasin({
        ...atelier,
        trousseau: { actif: 'kek-2', cle: (kek) => (kek === 'kek-2' ? neuve : cle) },
      });
      expect(await tournant.reenvelopper()).toBeGreaterThan(0);
      expect(await tournant.reenvelopper()).toBe(0);
      const seul = ouvrirMagasin({ ...atelier, trousseau: { actif: 'kek-2', cle: () => neuve } });
      expect([await seul.verifier(empreinte), await identifiantDe(empreinte)]).toEqual(['intact', avant]);
    });

    test('une lecture abandonnee en route se ferme', async () => {
      const octets = octetsDEssai(9 * 1024 * 1024, 121);
      const depot = await magasin.deposerOctets(octets);
      expect(depot.ok).toBe(true);
      for await (const morceau of ouvrirMagasin({
        ...atelier,
        trousseau: { actif: 'kek-1', cle: () => cle },
      }).lire(sha256(octets))) {
        expect(morceau.length).toBe(SEGMENT);
        break;
      }
    });
  });
}

function inverser(chiffre: Buffer, rang: number): Buffer {
  const change = Buffer.from(chiffre);
  const place = rang < 0 ? change.length + rang : rang;
  change[place] = (change[place] ?? 0) ^ 1;
  return change;
}
