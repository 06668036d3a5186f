import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { clamd, examiner, fermerExaminateurs, sansAntivirus, type Antivirus } from '@ppn/intake';
import { ZipFile } from 'yazl';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bancDeTransfert, demandeDEssai, SOPHIE } from '../essais/banc.ts';
import type { FichierAExaminer, PortsTransfert, VerdictDExamen } from '../ports.ts';
import { alarmesDe } from '../supervision/alarmes.ts';
import { vueDeLaPreparation } from '../vues.ts';
import { examinerLesEnvois } from './examiner-les-envois.ts';
import { faireLeDepot, preparerDepot, trouverPreparation } from './preparer-depot.ts';

let banc: Awaited<ReturnType<typeof bancDeTransfert>>;
beforeAll(async () => {
  banc = await bancDeTransfert();
}, 60_000);
afterAll(async () => {
  fermerExaminateurs();
  await banc.fermer();
});

/** L'examen des pieces du dossier, sur les fichiers envoyes, avec cet antivirus. */
const avec = (antivirus: Antivirus): PortsTransfert => ({
  ...banc.ports,
  examiner: async ({ nom, taille, lire }: FichierAExaminer): Promise<VerdictDExamen> => {
    const rendu = await examiner({ source: { taille, lire }, nomDeclare: nom, antivirus });
    return rendu.ok
      ? {
          refus: null,
          mime: rendu.valeur.type.mime,
          reserves: rendu.valeur.avertissements.map(({ code }) => code),
        }
      : { refus: rendu.refus, mime: null, reserves: [] };
  },
});

async function deposer(ports: PortsTransfert, rang: number, nom: string, octets: Uint8Array) {
  const demande = demandeDEssai(rang);
  const qui = banc.identite(SOPHIE);
  await preparerDepot(ports, qui, demande);
  await banc.envoyer(SOPHIE, demande.id, nom, octets);
  const rendu = await faireLeDepot(ports, qui, { id: demande.id, empreintes: {} });
  const preparation = await trouverPreparation(ports, SOPHIE.id, demande.id);
  return { rendu, vue: preparation && (await vueDeLaPreparation(ports, preparation)) };
}

/** Une archive de deux kilo-octets qui se deplie en cent mebioctets. */
async function bombe(): Promise<Buffer> {
  const zip = new ZipFile();
  for (let rang = 0; rang < 4; rang += 1) zip.addBuffer(Buffer.alloc(25 * 1024 ** 2), `vide-${rang}`);
  zip.end();
  const morceaux: Buffer[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau as Uint8Array));
  return Buffer.concat(morceaux);
}

test('l’absence d’antivirus se voit : réserve portée par le fichier, alarme à la supervision', async () => {
  const ports = avec(sansAntivirus);
  const { rendu } = await deposer(ports, 800, 'note.txt', Buffer.from('Une note.\n'));
  expect(rendu.ok && rendu.valeur.depose.fichiers[0]).toMatchObject({
    mime: 'text/plain',
    reserves: expect.arrayContaining(['antivirus-absent']),
  });
  const codes = (await alarmesDe(ports, { part: 0, utile: 0.8, saturation: null, nonRetires: 0 })).map(
    ({ code }) => code,
  );
  expect(codes).toContain('antivirus-absent');
});

test('une archive piégée ne se dépose pas, et la liste dit pourquoi', async () => {
  const { rendu, vue } = await deposer(avec(sansAntivirus), 801, 'photos.zip', await bombe());
  expect(rendu).toEqual({ ok: false, refus: 'fichier-refuse' });
  expect(vue?.envois[0]?.examen?.refus).toMatch(/archive/i);
});

test('l’antivirus réglé est appelé ; muet, rien n’entre et l’on redemande', async () => {
  const trouve = createServer((liaison) => {
    liaison.on('error', () => undefined);
    liaison.on('data', (octets) => {
      if (octets.subarray(-4).equals(Buffer.alloc(4))) liaison.end('stream: Essai.Virus FOUND\0');
    });
  });
  await new Promise<void>((pret) => trouve.listen(0, '127.0.0.1', pret));
  const { port } = trouve.address() as AddressInfo;
  const adresse = { hote: '127.0.0.1', port };
  const pris = await deposer(avec(clamd(adresse)), 802, 'a.txt', Buffer.from('Malveillant.\n'));
  expect(pris.rendu).toEqual({ ok: false, refus: 'fichier-refuse' });
  expect(pris.vue?.envois[0]?.examen?.refus).toMatch(/Essai\.Virus/);
  await new Promise((fini) => trouve.close(fini));

  const muet = await deposer(avec(clamd(adresse)), 803, 'b.txt', Buffer.from('Sain.\n'));
  expect(muet.rendu).toEqual({ ok: false, refus: 'fichier-refuse' });
  expect(muet.vue?.envois[0]?.examen).toBeNull();
  const ensuite = await faireLeDepot(avec(sansAntivirus), banc.identite(SOPHIE), {
    id: demandeDEssai(803).id,
    empreintes: {},
  });
  expect(ensuite.ok).toBe(true);
});

test('un fichier complet est examiné d’avance, pendant que les autres s’envoient', async () => {
  const ports = avec(sansAntivirus);
  const demande = demandeDEssai(804);
  await preparerDepot(ports, banc.identite(SOPHIE), demande);
  await banc.envoyer(SOPHIE, demande.id, 'c.bin', randomBytes(2_000));
  expect(await examinerLesEnvois(ports)).toBeGreaterThan(0);
  const preparation = await trouverPreparation(ports, SOPHIE.id, demande.id);
  const vue = preparation && (await vueDeLaPreparation(ports, preparation));
  expect(vue?.envois[0]?.examen).toMatchObject({ refus: null });
});
