import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HorlogeJson } from '@ppn/garde-a-vue/contract';
import { SCENARIOS, jouerScenario, verifierLaSortie } from '@ppn/scenarios/jeu';
import { afterAll, expect, test } from 'vitest';

const sortie = mkdtempSync(join(tmpdir(), 'ppn-s3-'));
afterAll(() => rmSync(sortie, { recursive: true, force: true }));

test(
  'S3 se joue par les API en temps simulé : actes signés, horloge recalculée des actes seuls, retouche dénoncée',
  { timeout: 600_000 },
  async () => {
    const s3 = SCENARIOS['S3'];
    if (s3 === undefined) throw new Error('S3 est à la table des scénarios.');
    const resume = await jouerScenario(s3, sortie);
    const actes = readdirSync(join(sortie, 'actes'));
    const types = actes.flatMap((nom) => /gav-[a-z-]+(?=-[0-9a-f]{4}\.pdf$)/.exec(nom)?.[0] ?? []);
    expect(types.toSorted()).toEqual([
      'gav-audition',
      'gav-avis-magistrat',
      'gav-certificat',
      'gav-demande-prolongation',
      'gav-depot',
      'gav-diligences',
      'gav-fin',
      'gav-mainlevee',
      'gav-notification',
      'gav-notification',
      'gav-notification-differee',
      'gav-placement',
      'gav-prolongation',
      'gav-recapitulatif',
      'gav-requisition-medecin',
    ]);
    expect(resume.fichiers.filter(({ chemin }) => chemin.endsWith('.zip'))).toHaveLength(2);
    const fichier = join(sortie, 'horloge.json');
    const rendue = JSON.parse(readFileSync(fichier, 'utf8')) as HorlogeJson;
    expect(rendue.horloge.irregularites).toEqual([]);
    expect(rendue.horloge.periodes.map(({ heures }) => heures)).toEqual([24, 24]);
    expect(rendue.obligations.filter(({ retard }) => retard !== null)).toEqual([]);
    writeFileSync(
      fichier,
      JSON.stringify({
        ...rendue,
        horloge: { ...rendue.horloge, depart: { ...rendue.horloge.depart, motif: 'placement' } },
      }),
    );
    await expect(verifierLaSortie(sortie)).rejects.toThrow(
      'horloge.json ne se recalcule pas des actes : depart',
    );
  },
);
