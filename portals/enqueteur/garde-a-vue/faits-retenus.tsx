import { BoutonIcone, Bouton, ChampTexte } from '@ppn/kit';
import { Plus, Trash2 } from 'lucide-react';
import { useFormulaire } from '../acte/redaction.ts';
import { Pastilles } from './pastilles.tsx';

type Table = Readonly<Record<string, unknown>>;

const NATURES = [
  { valeur: 'delit', libelle: 'délit' },
  { valeur: 'crime', libelle: 'crime' },
  { valeur: 'contravention', libelle: 'contravention' },
] as const;

/** Faits retenus, tels qu'ils seront notifies : qualification, NATINF, nature, peine encourue, date et lieu presumes (63-1 2°). */
export function FaitsRetenus({ cle, libelle }: { readonly cle: string; readonly libelle: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const faits = faitsDe(etat.contenu[cle]);
  const changer = (rang: number, change: Table): void =>
    ecrire(
      cle,
      faits.map((fait, autre) => (autre === rang ? { ...fait, ...change } : fait)),
    );
  return (
    <fieldset id={`champ-${cle}`} tabIndex={-1} className="pile">
      <legend className="champ-libelle">{libelle}</legend>
      {faits.map((fait, rang) => (
        // Un fait n'a pas d'identite propre dans l'acte : son rang le designe.
        <div key={rang} className="pile">
          <div className="rangee-ecartee">
            <strong>Fait {rang + 1}</strong>
            {faits.length < 2 ? null : (
              <BoutonIcone
                libelle={`Retirer le fait ${rang + 1}`}
                onClick={() =>
                  ecrire(
                    cle,
                    faits.filter((_, autre) => autre !== rang),
                  )
                }
              >
                <Trash2 size={15} aria-hidden="true" />
              </BoutonIcone>
            )}
          </div>
          <UnFait fait={fait} rang={rang} surChange={(change) => changer(rang, change)} />
        </div>
      ))}
      <div>
        <Bouton onClick={() => ecrire(cle, [...faits, NEUF])}>
          <Plus size={15} aria-hidden="true" /> Ajouter un fait
        </Bouton>
      </div>
      {erreur(cle) === undefined ? null : <span className="champ-erreur">{erreur(cle)}</span>}
    </fieldset>
  );
}

const NEUF: Table = {
  natinf: 0,
  qualification: '',
  nature: 'delit',
  peineMois: 0,
  commis: '',
  alinea70673: '',
};

function UnFait({
  fait,
  rang,
  surChange,
}: {
  readonly fait: Table;
  readonly rang: number;
  readonly surChange: (change: Table) => void;
}) {
  return (
    <>
      <ChampTexte
        libelle="Qualification"
        value={texte(fait['qualification'])}
        surSaisie={(qualification) => surChange({ qualification })}
      />
      <div className="grille-champs">
        <ChampTexte
          libelle="NATINF"
          inputMode="numeric"
          value={nombre(fait['natinf'])}
          surSaisie={(lu) => surChange({ natinf: entier(lu) })}
        />
        <ChampTexte
          libelle="Emprisonnement encouru (mois)"
          inputMode="numeric"
          value={nombre(fait['peineMois'])}
          surSaisie={(lu) => surChange({ peineMois: entier(lu) })}
        />
        <ChampTexte
          libelle="Alinéa de 706-73 (vide : aucun)"
          value={texte(fait['alinea70673'])}
          surSaisie={(alinea70673) => surChange({ alinea70673: alinea70673.trim() })}
        />
      </div>
      <Pastilles
        id={`champ-faits-nature-${rang}`}
        legende="Nature"
        options={NATURES}
        choisies={[texte(fait['nature'])]}
        surChoix={(nature) => surChange({ nature })}
      />
      <ChampTexte
        libelle="Date et lieu présumés"
        value={texte(fait['commis'])}
        surSaisie={(commis) => surChange({ commis })}
      />
    </>
  );
}

const faitsDe = (valeur: unknown): readonly Table[] =>
  (Array.isArray(valeur) ? valeur : []).map((brut: unknown) =>
    typeof brut === 'object' && brut !== null ? { ...brut } : {},
  );
const texte = (valeur: unknown): string => (typeof valeur === 'string' ? valeur : '');
const nombre = (valeur: unknown): string => (typeof valeur === 'number' && valeur > 0 ? String(valeur) : '');
const entier = (lu: string): number => Number.parseInt(lu.replace(/\D/g, '') || '0', 10);
