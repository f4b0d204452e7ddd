import ts from "typescript5";
import type { CodeFacts } from "./code-facts.ts";

/** Reads a TypeScript or JavaScript file with the TypeScript 5 compiler's parser. */
export function scriptFacts(path: string, text: string): CodeFacts {
  const file = ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.Latest }, true);
  const found: Found = { file, names: [], signatures: [], members: [] };
  readStatements(found, file.statements, "");
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly unknown[] };
  return { ...found, problems: parseDiagnostics.length === 0 ? [] : ["syntax"] };
}

interface Found {
  readonly file: ts.SourceFile;
  readonly names: string[];
  readonly signatures: string[];
  readonly members: string[];
}

function readStatements(found: Found, statements: readonly ts.Statement[], path: string): void {
  for (const statement of statements) readStatement(found, statement, path);
}

function readStatement(found: Found, statement: ts.Statement, path: string): void {
  if (ts.isVariableStatement(statement)) readVariables(found, statement, path);
  else if (ts.isModuleDeclaration(statement)) readModule(found, statement, path);
  else if (ts.isExpressionStatement(statement)) readAssignment(found, statement, path);
  else if (ts.isExportAssignment(statement)) note(found, statement, `${path}export default`);
  else if (ts.isExportDeclaration(statement)) {
    note(found, statement, `${path}${leaves(found, statement, [])}`);
  } else if (ts.isFunctionDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
    note(found, statement, `${path}${kindOf(statement)} ${statement.name?.text ?? "default"}`);
    readTypeMembers(found, statement);
  } else readMembers(found, statement, path);
}

function readVariables(found: Found, statement: ts.VariableStatement, path: string): void {
  for (const declaration of statement.declarationList.declarations) {
    if (isRequired(declaration.initializer)) continue;
    note(found, declaration, `${path}variable ${declaration.name.getText(found.file)}`);
  }
}

function readModule(found: Found, statement: ts.ModuleDeclaration, path: string): void {
  note(found, statement, `${path}module ${statement.name.text}`);
  const { body } = statement;
  if (body === undefined || !ts.isModuleBlock(body)) return;
  readStatements(found, body.statements, `${path}${statement.name.text}.`);
}

/** Classes, interfaces and enums. */
function readMembers(found: Found, statement: ts.Statement, path: string): void {
  const holds =
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  if (!holds) return;
  const name = `${path}${kindOf(statement)} ${statement.name?.text ?? "default"}`;
  note(found, statement, name);
  for (const member of statement.members) readMember(found, member, name);
}

/** `exports.name = ...`, `module.exports = ...`, `Class.prototype.name = ...` */
function readAssignment(found: Found, { expression }: ts.ExpressionStatement, path: string): void {
  if (!ts.isBinaryExpression(expression)) return;
  const assigns = expression.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!assigns || !ts.isPropertyAccessExpression(expression.left)) return;
  const name = `${path}${leaves(found, expression.left, [])}`;
  found.names.push(name);
  found.signatures.push(`${name} = ${functionHead(found, expression.right)}`);
}

function note(found: Found, node: ts.Node, name: string): void {
  found.names.push(name);
  found.signatures.push(`${name} ${signatureOf(found, node)}`);
}

function readMember(found: Found, member: ts.Node, owner: string): void {
  if (ts.isClassStaticBlockDeclaration(member) || ts.isSemicolonClassElement(member)) return;
  found.members.push(`${owner}: ${signatureOf(found, member)}`);
}

/** Members of the object types that a type alias is made of. */
function readTypeMembers(found: Found, node: ts.Node): void {
  if (!ts.isTypeAliasDeclaration(node)) return;
  const pending: ts.TypeNode[] = [node.type];
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) pending.push(...type.types);
    else if (ts.isTypeLiteralNode(type)) {
      for (const member of type.members) readMember(found, member, node.name.text);
    }
  }
}

function signatureOf(found: Found, node: ts.Node): string {
  if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) {
    const { initializer } = node;
    const value = initializer === undefined ? "" : functionHead(found, initializer);
    return `${leaves(found, node, initializer === undefined ? [] : [initializer])} ${value}`;
  }
  if (ts.isClassDeclaration(node)) return leaves(found, node, [...node.members]);
  const body = (node as { readonly body?: ts.Node }).body;
  if (ts.isExportAssignment(node)) return functionHead(found, node.expression);
  return leaves(found, node, body === undefined ? [] : [body]);
}

/** The signature of a function value; nothing of any other. */
function functionHead(found: Found, value: ts.Expression): string {
  if (!ts.isArrowFunction(value) && !ts.isFunctionExpression(value)) return "";
  return leaves(found, value, [value.body]);
}

/** Texts of a node's tokens, comments and white space left out, without those of the nodes named. */
function leaves(found: Found, root: ts.Node, without: readonly ts.Node[]): string {
  const texts: string[] = [];
  const pending: ts.Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (without.includes(node) || ts.isJSDoc(node)) continue;
    const children = node.getChildren(found.file);
    if (children.length === 0) texts.push(node.getText(found.file));
    else for (const child of children.toReversed()) pending.push(child);
  }
  return texts.filter((text) => text !== "").join(" ");
}

function isRequired(value: ts.Expression | undefined): boolean {
  let node: ts.Node | undefined = value;
  while (node !== undefined && !ts.isIdentifier(node)) {
    const wrapper = node as {
      readonly arguments?: readonly ts.Node[];
      readonly expression?: ts.Node;
    };
    if (ts.isCallExpression(node) && node.expression.getText() === "require") return true;
    const interop = ts.isCallExpression(node) && /^__import/.test(node.expression.getText());
    node = interop ? wrapper.arguments?.[0] : wrapper.expression;
  }
  return false;
}

function kindOf(node: ts.Node): string {
  return ts.SyntaxKind[node.kind];
}
