import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Probleme, Result } from '@ppn/api-client';
import type { Contenu } from './contenu.ts';
import { creerEnregistreur } from './enregistreur.ts';

const probleme = (status: number): Probleme => ({
  type: 'about:blank',
  title: '',
  status,
  code: 'essai',
  detail: 'essai',
});

const monter = (reponses: readonly (Result<{ version: number }, Probleme> | undefined)[] = []) => {
  const envois: { version: number; contenu: Contenu }[] = [];
  const etats: string[] = [];
  let garde: Contenu | undefined;
  const enregistreur = creerEnregistreur<{ version: number }>({
    versionConnue: 1,
    enregistrer: (version, contenu) => {
      envois.push({ version, contenu });
      return Promise.resolve(reponses[envois.length - 1] ?? { ok: true, valeur: { version: version + 1 } });
    },
    garderIci: (contenu) => {
      garde = contenu;
    },
    surEtat: ({ etat }) => etats.push(etat),
    surEnregistre: () => undefined,
  });
  return { enregistreur, envois, etats, garde: () => garde };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('l’enregistrement au fil de la frappe', () => {
  test('envoie le dernier texte, une seule fois, moins d’une seconde après la première frappe', async () => {
    const { enregistreur, envois, garde } = monter();
    for (const motif of ['1', '11', '111']) enregistreur.ecrire({ motif });
    expect(garde()).toEqual({ motif: '111' });
    await vi.advanceTimersByTimeAsync(900);
    expect(envois).toEqual([{ version: 1, contenu: { motif: '111' } }]);
    expect(garde()).toBeUndefined();
  });

  test('reprend la version rendue par le service', async () => {
    const { enregistreur, envois } = monter();
    enregistreur.ecrire({ motif: '11' });
    await vi.advanceTimersByTimeAsync(900);
    enregistreur.ecrire({ motif: '21' });
    await vi.advanceTimersByTimeAsync(900);
    expect(envois.map(({ version }) => version)).toEqual([1, 2]);
  });

  test('service injoignable : le texte reste sur le poste, et repart de lui-même', async () => {
    const { enregistreur, envois, etats, garde } = monter([{ ok: false, refus: probleme(0) }]);
    enregistreur.ecrire({ motif: '11' });
    await vi.advanceTimersByTimeAsync(900);
    expect(etats.at(-1)).toBe('garde-ici');
    expect(garde()).toEqual({ motif: '11' });
    await vi.advanceTimersByTimeAsync(3_100);
    expect(envois).toHaveLength(2);
    expect(etats.at(-1)).toBe('enregistre');
  });

  test('une version dépassée n’écrase rien et ne réessaie pas', async () => {
    const { enregistreur, envois, etats, garde } = monter([{ ok: false, refus: probleme(409) }]);
    enregistreur.ecrire({ motif: '11' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(envois).toHaveLength(1);
    expect(etats.at(-1)).toBe('depasse');
    expect(garde()).toEqual({ motif: '11' });
  });

  test('vider envoie tout de suite et dit si le service a tout', async () => {
    const { enregistreur, envois } = monter([undefined, { ok: false, refus: probleme(0) }]);
    enregistreur.ecrire({ motif: '11' });
    expect(await enregistreur.vider()).toBe(true);
    enregistreur.ecrire({ motif: '21' });
    expect(await enregistreur.vider()).toBe(false);
    expect(envois).toHaveLength(2);
    enregistreur.arreter();
  });
});
