import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AnnuaireDeDemonstration } from './annuaire.ts';
import { dossierTemporaire } from './essais-dossier.ts';
import { repondSante } from './sante.ts';
import { demarrerSysteme } from './systeme.ts';
import type { Systeme } from './types-du-systeme.ts';

const ANNUAIRE: AnnuaireDeDemonstration = {
  agents: [
    {
      matricule: 'NIGEND-000001',
      prenom: 'Camille',
      nom: 'MOREAU',
      qualite: 'opj',
      service: 'interieur',
      rattachement: { code: 'GN-00001', libelle: 'Brigade d’essai' },
      carte: 'essai-opj',
      pin: '1234',
    },
  ],
  unites: [],
};

const lancer = async (dossier: string): Promise<Systeme> => {
  const systeme = await demarrerSysteme({
    dossier,
    ports: 'libres',
    semences: false,
    portails: false,
    annuaire: ANNUAIRE,
    environnement: { PATH: process.env['PATH'] },
  });
  onTestFinished(() => systeme.arreter());
  return systeme;
};

test(
  'le système démarre, survit à la mort d’un service, s’arrête, et retrouve ses données',
  { timeout: 120_000 },
  async () => {
    const dossier = join(dossierTemporaire(), 'donnees');
    const systeme = await lancer(dossier);
    const { interieur, justice } = systeme;
    expect(await repondSante(`${interieur.origine}/sante`)).toBe(true);
    expect(await repondSante(`${justice.origine}/sante`)).toBe(true);
    expect(interieur.base.grappe?.port).not.toBe(justice.base.grappe?.port);

    const avant = interieur.pid();
    await interieur.tuer('SIGKILL');
    await interieur.attendrePret();
    expect(interieur.pid()).not.toBe(avant);

    const annuaire = readFileSync(join(dossier, 'annuaires', 'interieur.json'), 'utf8');
    expect(annuaire).toContain('MOREAU');
    expect(annuaire).not.toContain('1234');
    for (const secret of [
      'secrets/ordres-interieur.pem',
      'secrets/trousseau-justice.json',
      'annuaires/interieur.json',
    ])
      expect(statSync(join(dossier, secret)).mode & 0o077).toBe(0);
    await expect(lancer(dossier)).rejects.toMatchObject({ code: 'deja-lance' });

    const agent = await systeme.agentAutomatique();
    expect(await systeme.agentAutomatique()).toBe(agent);
    await systeme.arreter();
    for (const adresse of [`${interieur.origine}/sante`, `${justice.origine}/sante`, `${agent}/etat`])
      expect(await repondSante(adresse, true)).toBe(false);

    const second = await lancer(dossier);
    expect(second.confiance.url).toBe(systeme.confiance.url);
    await second.arreter();
  },
);
