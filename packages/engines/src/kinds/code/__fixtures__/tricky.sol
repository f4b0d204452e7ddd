// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {A, B} from "./a/very/long/path/to/Another.sol";

/// @title A vault.
abstract contract Vault is Ownable, ERC20("A } name", 'V') {
    using SafeMath for uint256;
    struct Deposit { address who; uint256 amount; }
    enum State { Open, Closed }
    event Deposited(address indexed who, uint256 amount);
    error TooMuch(uint256 wanted, uint256 most);

    mapping(address who => Deposit[]) private _deposits;
    uint256 public constant LIMIT = 10 ** 18;

    modifier onlyOpen(uint256 amount) {
        if (amount > LIMIT) revert TooMuch(amount, LIMIT);
        _;
    }

    constructor(address owner) Ownable(owner) {
        _mint(owner, 1_000_000 * 10 ** decimals() + LIMIT);
    }

    function deposit(uint256 amount, bytes calldata data)
        external
        payable
        override(Other, Base)
        onlyOpen(amount)
        returns (uint256 shares)
    {
        assembly { shares := mload(0x40) }
        emit Deposited(msg.sender, amount + shares);
    }

    function total() public view virtual returns (uint256);

    receive() external payable {
        emit Deposited(msg.sender, msg.value + 0 * LIMIT);
    }
}
