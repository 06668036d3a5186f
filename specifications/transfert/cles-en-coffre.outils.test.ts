import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialiserSoftHsm, preparerSoftHsm } from '@ppn/confiance';
import { ouvrirCoffre } from '@ppn/pkcs11';
import { connecterAPline, deposerSurPline } from '@ppn/scenarios/jeu';
import { afterAll, expect, test } from 'vitest';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const jetable = mkdtempSync(join(tmpdir(), 'ppn-coffre-'));
let essai: Essai | undefined;
afterAll(async () => {
  await essai?.fermer();
  rmSync(jetable, { recursive: true, force: true });
});

test('PLINE dépose et remet sous des clés du jour tenues par un jeton PKCS#11 ; rien n’en est sur le disque', async () => {
  const [libelle, pin] = ['CLES DU JOUR', '258025'];
  const hsm = await preparerSoftHsm(jetable);
  await initialiserSoftHsm(hsm, { libelle, pin, puk: '11223344' });
  essai = await demarrerUnEssai({
    pline: true,
    reglages: {
      ...hsm.environnement,
      PPN_PLINE_CLES_PKCS11: hsm.module,
      PPN_PLINE_CLES_JETON: libelle,
      PPN_PLINE_CLES_PIN: pin,
    },
  });
  const { systeme } = essai;
  const terrain = { pline: systeme.pline?.origine ?? '', agent: await systeme.agentAutomatique() };
  await deposerSurPline(terrain);
  expect(readdirSync(join(systeme.dossier, 'secrets', 'cles-du-jour-pline'))).toEqual([]);
  const environnement = { ...process.env, ...hsm.environnement };
  const coffre = ouvrirCoffre({ module: hsm.module, pin, jeton: libelle, environnement });
  expect(await coffre.nommer('ppn pline ')).toHaveLength(3);
  await coffre.fermer();

  // Relancee, elle relit par le jeton ce qu'elle avait ferme.
  await systeme.pline?.tuer('SIGKILL');
  await systeme.pline?.demarrer();
  const camille = await connecterAPline(terrain, 'camille-moreau');
  const recus = await camille.client.appeler('GET /api/depots', { requete: { sens: 'recus' } });
  const id = recus.ok ? (recus.valeur.depots.find(({ objet }) => /Chevalier/.test(objet))?.id ?? '') : '';
  const depot = await camille.client.appeler('GET /api/depots/:id', { id });
  const bordereau = depot.ok ? depot.valeur.fichiers.find(({ nom }) => nom === 'Bordereau.txt') : undefined;
  const lu = await fetch(new URL(bordereau?.adresse ?? '', terrain.pline), {
    headers: { cookie: camille.temoin() },
  });
  expect(await lu.text()).toContain('Deux photographies');
});
