import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Probleme, Result } from '@ppn/api-client';
import type { Contenu } from '../decision/contenu.ts';
import { creerCahier, type EtatDuCahier, type Garde } from './cahier.ts';
import { notesDe } from './notes-du-contenu.ts';

const note = (id: string, texte = id) => ({ id, a: `${id}`, phase: 'faits', qui: '', texte, piece: '' });
const cahier = (...notes: readonly ReturnType<typeof note>[]): Contenu => ({ chambre: 'A', notes });
const probleme = (status: number): Probleme => ({
  type: 'about:blank',
  title: '',
  status,
  code: 'essai',
  detail: 'essai',
});
type Version = { readonly version: number; readonly contenu: Contenu };

const monter = (laisse?: Garde) => {
  const service = { version: 1, contenu: cahier(note('a')), coupe: false };
  const etats: EtatDuCahier[] = [];
  const local: { garde: Garde | undefined; contenu: Contenu } = { garde: laisse, contenu: service.contenu };
  const rendre = (): Result<Version, Probleme> => ({ ok: true, valeur: { ...service } });
  const ouvert = creerCahier(
    {
      envoyer: async (version, contenu) => {
        if (service.coupe) return { ok: false, refus: probleme(0) };
        if (version !== service.version) return { ok: false, refus: probleme(409) };
        Object.assign(service, { version: version + 1, contenu });
        return rendre();
      },
      relire: async () => rendre(),
      garder: (garde) => {
        local.garde = garde;
      },
      surEtat: (etat) => etats.push(etat),
      surContenu: (contenu) => {
        local.contenu = contenu;
      },
      nouvelId: () => 'neuf',
    },
    { version: 1, contenu: service.contenu },
    laisse,
  );
  return { ouvert, service, etats, local };
};
const ids = ({ contenu }: { readonly contenu: Contenu }) => notesDe(contenu).map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('le réseau coupé, les notes restent sur le poste et repartent seules', async () => {
  const { ouvert, service, etats, local } = monter();
  service.coupe = true;
  ouvert.ecrire(cahier(note('a'), note('b')));
  await vi.advanceTimersByTimeAsync(500);
  expect(etats.at(-1)?.etat).toBe('hors-ligne');
  expect(local.garde?.base.map(({ id }) => id)).toEqual(['a']);
  service.coupe = false;
  await vi.advanceTimersByTimeAsync(3_100);
  expect([ids(service), etats.at(-1)?.etat, local.garde]).toEqual([['a', 'b'], 'enregistre', undefined]);
});

test('un autre poste a écrit entre-temps : les deux suites se réunissent, la version attendue suit', async () => {
  const { ouvert, service } = monter();
  Object.assign(service, { version: 4, contenu: cahier(note('a'), note('c')) });
  ouvert.ecrire(cahier(note('a'), note('b')));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([ids(service), service.version]).toEqual([['a', 'b', 'c'], 5]);
});

test('la même note écrite des deux côtés est montrée, jamais perdue', async () => {
  const { ouvert, service, etats } = monter();
  Object.assign(service, { version: 2, contenu: cahier(note('a', 'du service')) });
  ouvert.ecrire(cahier(note('a', 'du poste')));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(etats.at(-1)?.conflits).toEqual(['a']);
  expect(notesDe(service.contenu).map(({ texte }) => texte)).toEqual([
    'du service',
    'du poste [autre version, de ce poste]',
  ]);
});

test('le navigateur fermé pendant la coupure : ce qu’il gardait se réunit à l’ouverture', async () => {
  const { service } = monter({ contenu: cahier(note('a'), note('z')), base: [note('a')] });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ids(service)).toEqual(['a', 'z']);
});
